package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The "restricted" Pod Security Standard and what goes beyond it, for each pod of each rendering. */
@Tag("chart")
class PodSecurityTest {

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void eachPodRunsAsAnUnprivilegedUser(Manifests manifests) {
        assertThat(manifests.pods()).extracting(PodTemplateSpec::getSpec).allSatisfy(pod -> {
            PodSecurityContext context = pod.getSecurityContext();
            assertThat(context.getRunAsNonRoot()).isTrue();
            assertThat(context.getRunAsUser()).isEqualTo(10001);
            assertThat(context.getRunAsGroup()).isEqualTo(10001);
            assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getInitContainers()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void eachContainerCanGainNothing(Manifests manifests) {
        assertThat(manifests.containers()).hasSizeGreaterThan(0).allSatisfy(container -> {
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(context.getPrivileged()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void onlyTmpCanBeWrittenTo(Manifests manifests) {
        assertThat(manifests.containers())
                .allSatisfy(container -> assertThat(container.getVolumeMounts())
                        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                        .singleElement()
                        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp")));
        assertThat(manifests.pods())
                .allSatisfy(pod -> assertThat(pod.getSpec().getVolumes())
                        .filteredOn(volume -> volume.getName().equals("tmp"))
                        .singleElement()
                        .satisfies(tmp ->
                                assertThat(tmp.getEmptyDir().getSizeLimit()).hasToString("64Mi")));
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void noPodCanCallTheKubernetesApi(Manifests manifests) {
        assertThat(manifests.pods())
                .extracting(PodTemplateSpec::getSpec)
                .extracting(PodSpec::getAutomountServiceAccountToken)
                .containsOnly(false);
        assertThat(manifests.all(ServiceAccount.class))
                .extracting(ServiceAccount::getAutomountServiceAccountToken)
                .allMatch(Boolean.FALSE::equals);
        assertThat(manifests.pods())
                .extracting(PodTemplateSpec::getSpec)
                .extracting(PodSpec::getEnableServiceLinks)
                .containsOnly(false);
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void eachContainerHasItsShare(Manifests manifests) {
        assertThat(manifests.containers()).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
        });
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void noSecretIsMade(Manifests manifests) {
        assertThat(manifests.objects()).extracting(HasMetadata::getKind).doesNotContain("Secret");
    }

    @Test
    void theLabelsTellTheVersionThatRuns() {
        assertThat(Chart.minimal("image: {tag: 1.2.3}")
                        .servicePod()
                        .getMetadata()
                        .getLabels())
                .containsEntry("app.kubernetes.io/version", "1.2.3");
    }

    @Test
    void theDigestWinsOverTheTag() {
        assertThat(Chart.minimal("image: {tag: 1.2.3}").containers())
                .allSatisfy(
                        each -> assertThat(each.getImage()).isEqualTo("registry.example.com/downgrade-orders:1.2.3"));
        assertThat(Chart.production().containers())
                .allSatisfy(each -> assertThat(each.getImage())
                        .matches("registry.example.com/billing/downgrade-orders@sha256:[0-9a-f]{64}"));
    }
}
