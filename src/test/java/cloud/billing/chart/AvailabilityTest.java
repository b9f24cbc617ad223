package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upgrades, drains and load lose no request. */
@Tag("chart")
class AvailabilityTest {

    @Test
    void anUpgradeNeverRunsFewerReplicas() {
        RollingUpdateDeployment update =
                Chart.minimal().the(Deployment.class).getSpec().getStrategy().getRollingUpdate();
        assertThat(update.getMaxUnavailable().getIntVal()).isZero();
        assertThat(update.getMaxSurge().getIntVal()).isOne();
    }

    @Test
    void aLongMigrationIsNotTakenForAFailure() {
        assertThat(Chart.minimal("probes: {startup: {failureThreshold: 900}}")
                        .the(Deployment.class)
                        .getSpec()
                        .getProgressDeadlineSeconds())
                .isEqualTo(600 + 10 + 900 * 2);
    }

    @Test
    void aReplicaServesOnUntilNobodyAsksIt() {
        Manifests manifests = Chart.minimal();
        long sleep = manifests.service().getLifecycle().getPreStop().getSleep().getSeconds();
        assertThat(sleep).isEqualTo(10);
        assertThat(Manifests.environment(manifests.service()))
                .containsEntry("SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", "20s");
        assertThat(manifests.servicePod().getSpec().getTerminationGracePeriodSeconds())
                .isEqualTo(sleep + 20 + 10);
    }

    @Test
    void replicasAreSpreadOverNodesAndZones() {
        assertThat(Chart.minimal().servicePod().getSpec().getTopologySpreadConstraints())
                .allSatisfy(spread -> assertThat(
                                Chart.minimal().servicePod().getMetadata().getLabels())
                        .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()))
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    }

    @Test
    void withoutAutoscalingTheNumberOfReplicasIsFixed() {
        Manifests manifests = Chart.minimal("replicaCount: 4");
        assertThat(manifests.the(Deployment.class).getSpec().getReplicas()).isEqualTo(4);
        assertThat(manifests.all(HorizontalPodAutoscaler.class)).isEmpty();
    }

    @Test
    void withAutoscalingItIsTheAutoscalers() {
        Manifests manifests = Chart.production();
        HorizontalPodAutoscaler autoscaler = manifests.the(HorizontalPodAutoscaler.class);
        assertThat(manifests.the(Deployment.class).getSpec().getReplicas()).isNull();
        assertThat(autoscaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(manifests.the(Deployment.class).getMetadata().getName());
        assertThat(autoscaler.getSpec().getMinReplicas()).isEqualTo(3);
        assertThat(autoscaler.getSpec().getMaxReplicas()).isEqualTo(9);
        assertThat(autoscaler.getSpec().getBehavior().getScaleDown().getStabilizationWindowSeconds())
                .isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicaCount: 1                                              | 0
            replicaCount: 2                                              | 1
            autoscaling: {enabled: true, minReplicas: 1, maxReplicas: 5} | 0
            autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 5} | 1
            podDisruptionBudget: {enabled: false}                        | 0
            """)
    void aBudgetIsThereWhereItDoesNotBlockADrain(String values, int budgets) {
        assertThat(Chart.minimal(values).all(PodDisruptionBudget.class)).hasSize(budgets);
    }

    @Test
    void aDrainTakesOneReplicaAtATime() {
        PodDisruptionBudget budget = Chart.minimal().the(PodDisruptionBudget.class);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isOne();
        assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    }
}
