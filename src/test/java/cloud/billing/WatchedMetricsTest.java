package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.RelayedBillingTest;
import cloud.billing.support.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The alerts and the dashboard name only metrics that a running service exports, and docs/operations.md explains each of ours. */
@RelayedBillingTest
class WatchedMetricsTest {

    private static final Path FILES = Path.of("helm", "downgrade-orders", "files");
    private static final Pattern NO_METRICS =
            Pattern.compile("[$]\\w+|group_(left|right)|\\{[^}]*}|\"[^\"]*\"|(by|on|without|ignoring) *\\([^)]*\\)");
    private static final Pattern METRIC = Pattern.compile("[a-z]+(_[a-z0-9]+)+(?![a-z0-9_]|\\s*\\()");

    private final Billing billing;

    WatchedMetricsTest(@Autowired Billing billing) {
        this.billing = billing;
    }

    @Test
    void theAlertsAndTheDashboardNameOnlyWhatIsThere() throws IOException {
        liveALittle();
        Set<String> there = Scrape.of(billing.managementPort()).names();
        assertThat(metricsOf(alerts())).hasSizeGreaterThan(10).isSubsetOf(there);
        assertThat(metricsOf(panels())).hasSizeGreaterThan(20).isSubsetOf(there);
    }

    @Test
    void eachMetricOfOursIsExplained() throws IOException {
        liveALittle();
        String operations = Files.readString(Path.of("docs", "operations.md"));
        assertThat(Scrape.of(billing.managementPort()).names())
                .filteredOn(name -> name.startsWith("billing_") && !name.matches(".*_(count|sum|max|bucket)"))
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(operations).contains("`" + name));
    }

    @Test
    void eachAlertHasItsSectionInTheRunbook() throws IOException {
        String runbook = Files.readString(Path.of("docs", "alerts.md"));
        assertThat(rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            String name = rule.get("alert").toString();
            assertThat(runbook).contains("## " + name + "\n");
            assertThat(rule.get("annotations").toString()).contains("docs/alerts.md#" + name.toLowerCase());
        });
    }

    @Test
    void noTagHasAnId() {
        liveALittle();
        assertThat(Scrape.of(billing.managementPort()).samples())
                .noneMatch(sample -> sample.matches(".*(acct|vm|order|AK|T)[0-9A-Fa-f]{8}-.*"));
    }

    private void liveALittle() {
        Account account = billing.newAccount();
        String instance = account.instance();
        String order = account.downgrade(instance);
        account.cancel(instance).isCancelled();
        account.cancelAnew(instance);
        Http.send(account.unsigned("CancelInstanceDowngrade", "{}"));
        billing.internal().get("/accounts/" + account.id() + "/instances/none").is("404 INSTANCE_NOT_FOUND");
        billing.internal()
                .post("/accounts/" + account.id() + "/downgrade-orders/" + order + "/cancel", "{\"reason\":\"x\"}");
        System.gc();
        await().until(() -> Scrape.of(billing.managementPort())
                .value("billing_orders_overdue")
                .isPresent());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(FILES.resolve("alerts.yaml")));
        return file.get("groups").stream()
                .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                .toList();
    }

    private static Stream<String> alerts() throws IOException {
        return rules().stream().map(rule -> rule.get("expr").toString());
    }

    private static Stream<String> panels() throws IOException {
        return JsonMapper.shared()
                .readTree(FILES.resolve("dashboard.json").toFile())
                .findValuesAsString("expr")
                .stream();
    }

    private static Set<String> metricsOf(Stream<String> expressions) {
        return expressions
                .map(expression -> NO_METRICS.matcher(expression).replaceAll(" "))
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
