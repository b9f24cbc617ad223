package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who migrates, with whose password, and when. */
@Tag("chart")
class MigrationsTest {

    private static final String OWNER = "downgrade-orders-owner";

    @Test
    void theJobRunsBeforeEachInstallAndUpgrade() {
        Job job = Chart.minimal().the(Job.class);
        assertThat(job.getMetadata().getAnnotations())
                .containsEntry("helm.sh/hook", "pre-install,pre-upgrade")
                .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded");
        assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void helmTakesItForAHook() {
        assertThat(Chart.shipped("1.34.0")).contains("kind: Deployment").doesNotContain("kind: Job");
    }

    @Test
    void theJobRunsTheServicesImage() {
        Manifests manifests = Chart.production();
        assertThat(manifests.migration().getImage())
                .isEqualTo(manifests.service().getImage());
        assertThat(manifests.migration().getCommand())
                .containsExactly("java", "-cp", "downgrade-orders.jar", "cloud.billing.Migrate");
        assertThat(manifests.migration().getWorkingDir()).isNull();
    }

    @Test
    void theJobRunsWhereTheReplicasMay() {
        Manifests manifests = Chart.production("""
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                        - matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]
                """);
        PodSpec migration = manifests.migrationPod().getSpec();
        assertThat(migration.getAffinity().getNodeAffinity()).isNotNull();
        assertThat(migration)
                .usingRecursiveComparison()
                .comparingOnlyFields("affinity", "nodeSelector", "tolerations", "priorityClassName", "imagePullSecrets")
                .isEqualTo(manifests.servicePod().getSpec());
    }

    @Test
    void theJobNeedsNothingOfTheChart() {
        Manifests manifests = Chart.minimal();
        assertThat(manifests.migrationPod().getSpec().getServiceAccountName()).isNull();
        assertThat(manifests.migrationPod().getSpec().getVolumes())
                .extracting(Volume::getName)
                .containsExactly("tmp");
        assertThat(manifests.migration().getEnvFrom()).isEmpty();
    }

    @Test
    void theJobMigratesAsTheOwnerAndGrantsToTheRuntimeRole() {
        assertThat(Manifests.environment(Chart.minimal().migration()))
                .isEqualTo(Map.of(
                        "SPRING_FLYWAY_URL",
                        "jdbc:postgresql://postgres:5432/billing",
                        "SPRING_FLYWAY_USER",
                        OWNER + "/username",
                        "SPRING_FLYWAY_PASSWORD",
                        OWNER + "/password",
                        "BILLING_DATABASE_RUNTIME_ROLE",
                        "downgrade-orders-runtime/username",
                        "JAVA_TOOL_OPTIONS",
                        Manifests.environment(Chart.minimal().service()).get("JAVA_TOOL_OPTIONS")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "none"})
    void theServiceThatDoesNotMigrateNeverHasTheOwnersPassword(String mode) {
        Map<String, String> environment = Manifests.environment(
                Chart.minimal("migrations: {mode: " + mode + "}").service());
        assertThat(environment).containsEntry("SPRING_FLYWAY_ENABLED", "false");
        assertThat(environment.values()).noneMatch(value -> value.startsWith(OWNER));
    }

    @Test
    void theServiceThatMigratesHasBothRoles() {
        Manifests manifests = Chart.minimal("migrations: {mode: service}");
        assertThat(manifests.all(Job.class)).isEmpty();
        assertThat(Manifests.environment(manifests.service()))
                .containsEntry("SPRING_DATASOURCE_USERNAME", "downgrade-orders-runtime/username")
                .containsEntry("SPRING_FLYWAY_URL", "jdbc:postgresql://postgres:5432/billing")
                .containsEntry("SPRING_FLYWAY_USER", OWNER + "/username")
                .containsEntry("SPRING_FLYWAY_PASSWORD", OWNER + "/password")
                .containsEntry("BILLING_DATABASE_RUNTIME_ROLE", "downgrade-orders-runtime/username")
                .doesNotContainKey("SPRING_FLYWAY_ENABLED");
    }

    @Test
    void theMigrationCanGoPastThePoolerThatTheServiceAsks() {
        String past = "database: {owner: {url: 'jdbc:postgresql://primary:5432/billing'}}";
        Manifests byTheJob = Chart.minimal(past);
        Manifests byTheService = Chart.minimal(past, "migrations: {mode: service}");
        assertThat(List.of(byTheJob.migration(), byTheService.service()))
                .extracting(Manifests::environment)
                .allSatisfy(environment -> assertThat(environment)
                        .containsEntry("SPRING_FLYWAY_URL", "jdbc:postgresql://primary:5432/billing"));
        assertThat(List.of(byTheJob.service(), byTheService.service()))
                .extracting(Manifests::environment)
                .allSatisfy(environment -> assertThat(environment)
                        .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/billing"));
    }

    @Test
    void whereSomebodyElseMigratesThereIsNoJob() {
        assertThat(Chart.minimal("migrations: {mode: none}", "database: {owner: {existingSecret: ''}}")
                        .all(Job.class))
                .isEmpty();
    }

    @Test
    void aDefaultDenyDoesNotCutTheJobOff() {
        Manifests manifests = Chart.production();
        NetworkPolicy policy = manifests.named("orders-downgrade-orders-migrate", NetworkPolicy.class);
        assertThat(policy.getMetadata().getAnnotations())
                .containsEntry("helm.sh/hook", "pre-install,pre-upgrade")
                .containsEntry("helm.sh/hook-weight", "-1")
                .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation");
        assertThat(policy.getSpec().getPodSelector())
                .extracting(LabelSelector::getMatchLabels)
                .satisfies(labels -> assertThat(
                                manifests.migrationPod().getMetadata().getLabels())
                        .containsAllEntriesOf(labels));
        assertThat(policy.getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(53, 53, 5432);
    }

    @Test
    void theCertificatesOfTheDatabaseAreThereForTheJobToo() {
        Manifests manifests = Chart.production();
        assertThat(manifests.migration().getVolumeMounts())
                .isEqualTo(manifests.service().getVolumeMounts());
        assertThat(manifests.migration().getEnv())
                .extracting(EnvVar::getName)
                .doesNotContain("LOGGING_LEVEL_ORG_APACHE_KAFKA");
    }
}
