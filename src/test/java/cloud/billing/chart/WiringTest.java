package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that refer to each other, inside the chart and from it to the application. */
@Tag("chart")
class WiringTest {

    @Test
    void thePortsAreTheApplications() {
        assertThat(Chart.minimal().service().getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactly(
                        tuple("http", Application.port("server.port")),
                        tuple("management", Application.port("management.server.port")));
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void theProbesAskTheManagementPort(Manifests manifests) {
        assertThat(manifests.service().getStartupProbe()).satisfies(asks("/actuator/health/liveness"));
        assertThat(manifests.service().getLivenessProbe()).satisfies(asks("/actuator/health/liveness"));
        assertThat(manifests.service().getReadinessProbe()).satisfies(asks("/actuator/health/readiness"));
    }

    @Test
    void theDatabaseCountsForReadinessAlone() {
        assertThat(Application.property("management.endpoint.health.group.readiness.include"))
                .contains("db");
        assertThat(Application.property("management.endpoint.health.group.liveness.include"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void eachServiceLeadsToAPortOfTheService(Manifests manifests) {
        assertThat(manifests.all(Service.class)).hasSize(2).allSatisfy(service -> {
            assertThat(manifests.pods())
                    .filteredOn(pod -> isSelected(service.getSpec().getSelector(), pod))
                    .containsExactly(manifests.servicePod());
            assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getTargetPort)
                    .allSatisfy(port -> assertThat(portNames(manifests)).contains(port.getStrVal()));
        });
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void whatIsMeantForTheServiceSelectsItAlone(Manifests manifests) {
        assertThat(serviceSelectors(manifests))
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(manifests.pods())
                        .filteredOn(pod -> isSelected(selector, pod))
                        .containsExactly(manifests.servicePod()));
    }

    @Test
    void theServiceMonitorSelectsTheManagementServiceAlone() {
        Manifests manifests = Chart.production();
        assertThat(manifests.scraped().getSpec().getPorts())
                .extracting(ServicePort::getName)
                .containsExactly(manifests
                        .the(ServiceMonitor.class)
                        .getSpec()
                        .getEndpoints()
                        .getFirst()
                        .getPort());
    }

    @Test
    void aLongReleaseNameStillGivesValidNames() {
        assertThat(Chart.production("fullnameOverride: " + "n".repeat(80)).objects())
                .allSatisfy(object -> assertThat(object.getMetadata().getName()).hasSizeBetween(1, 63));
    }

    private static Consumer<Probe> asks(String path) {
        return probe -> {
            HTTPGetAction get = probe.getHttpGet();
            assertThat(get.getPath()).isEqualTo(path);
            assertThat(get.getPort().getStrVal()).isEqualTo("management");
        };
    }

    private static List<String> portNames(Manifests manifests) {
        return manifests.service().getPorts().stream()
                .map(ContainerPort::getName)
                .toList();
    }

    private static Stream<Map<String, String>> serviceSelectors(Manifests manifests) {
        return Stream.of(
                        manifests.all(Deployment.class).stream()
                                .map(each -> each.getSpec().getSelector()),
                        manifests.all(PodDisruptionBudget.class).stream()
                                .map(each -> each.getSpec().getSelector()),
                        manifests.all(NetworkPolicy.class).stream()
                                .filter(each ->
                                        each.getMetadata().getAnnotations().isEmpty())
                                .map(each -> each.getSpec().getPodSelector()))
                .flatMap(selectors -> selectors)
                .map(selector -> selector.getMatchLabels());
    }

    private static boolean isSelected(Map<String, String> selector, PodTemplateSpec pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
    }
}
