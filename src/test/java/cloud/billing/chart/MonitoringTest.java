package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart brings for Prometheus and Grafana. */
@Tag("chart")
class MonitoringTest {

    private static final Pattern JOB = Pattern.compile("job[=!~]+\"[^\"]*\"");

    @Test
    void nothingIsBroughtUnasked() {
        Manifests manifests = Chart.minimal();
        assertThat(manifests.all(ServiceMonitor.class)).isEmpty();
        assertThat(manifests.all(PrometheusRule.class)).isEmpty();
        assertThat(manifests.all(ConfigMap.class)).isEmpty();
    }

    @Test
    void prometheusScrapesWhatTheApplicationExposes() {
        ServiceMonitor monitor =
                Chart.production("serviceMonitor: {interval: 5s}").the(ServiceMonitor.class);
        assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
        assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
            assertThat(endpoint.getPort()).isEqualTo("management");
            assertThat(endpoint.getScrapeTimeout()).isNull(); // the operator refuses one above the interval
        });
        assertThat(Application.property("management.endpoints.web.exposure.include"))
                .contains("prometheus");
    }

    @Test
    void theAlertsAreThoseOfTheFile() {
        PrometheusRule rule =
                Chart.production("serviceMonitor: {enabled: false}").the(PrometheusRule.class);
        assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
        JsonNode rendered = new ObjectMapper().valueToTree(rule.getSpec());
        assertThat(rendered).isEqualTo(StrictYaml.tree(ChartFiles.read("files/alerts.yaml")));
    }

    /** An alert on a job that nobody scrapes would page for as long as the release exists. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "nameOverride: billing", "fullnameOverride: billing"})
    void theAlertsAskForTheServiceThatTheServiceMonitorSelects(String names) {
        Manifests manifests = Chart.production(names);
        assertThat(manifests.the(ServiceMonitor.class).getSpec().getJobLabel())
                .isNull(); // or the job would not be the Service's name
        String job = manifests.scraped().getMetadata().getName();
        assertThat(jobsOfAlerts(manifests)).containsOnly("job=\"" + job + "\"");
    }

    @Test
    void theDashboardIsThatOfTheFile() {
        ConfigMap dashboard = Chart.production().the(ConfigMap.class);
        assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(dashboard.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Billing");
        assertThat(StrictYaml.tree(dashboard.getData().get("downgrade-orders.json")))
                .isEqualTo(StrictYaml.tree(ChartFiles.read("files/dashboard.json")));
    }

    private static Stream<String> jobsOfAlerts(Manifests manifests) {
        JsonNode rule = new ObjectMapper()
                .valueToTree(manifests.the(PrometheusRule.class).getSpec());
        return rule.findValuesAsText("expr").stream()
                .flatMap(expression -> JOB.matcher(expression).results())
                .map(MatchResult::group);
    }
}
