package cloud.billing;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/**
 * No statement gets slower as the tables grow: each is captured as it is sent, and explained on filled tables. These are hard for a
 * planner: none of many orders is open, and nearly everything belongs to one account.
 */
@BillingTest
@Import(QueryPlansTest.CaughtStatements.class)
class QueryPlansTest {

    private static final int MANY = 20_000;
    private static final Pattern INDEX_SCAN =
            Pattern.compile("(?<limit>Limit .*\\n *-> +)?Index (?:Only )?Scan (?:Backward )?using (?<index>\\w+) on .*"
                    + "(?:\\n *Index Cond: (?<condition>.*))?(?:\\n *Filter: (?<filter>.*))?");

    private final JdbcClient unprepared;
    private final Set<String> caught;
    private final ScheduledTaskHolder scheduled;
    private final Account account;
    private final InternalClient platform;

    QueryPlansTest(
            @Autowired Billing billing,
            @Autowired JdbcConnectionDetails database,
            @Autowired ScheduledTaskHolder scheduled,
            @Autowired CaughtStatements statements) {
        this.unprepared = JdbcClient.create(new DriverManagerDataSource(
                database.getJdbcUrl() + (database.getJdbcUrl().contains("?") ? "&" : "?") + "preferQueryMode=simple",
                String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword())));
        this.caught = statements.caught;
        this.scheduled = scheduled;
        this.account = billing.newAccount();
        this.platform = billing.internal();
    }

    @Test
    void eachStatementOfARequestUsesAnIndex() {
        fill();
        caught.clear();
        useTheActions();
        useTheInternalApi();
        closeAll();
        List<String> statements = caught.stream()
                .filter(statement -> statement.matches("(?is)(select|with|insert|update|delete).*"))
                .toList();
        assertThat(statements).hasSizeGreaterThan(15).allSatisfy(statement -> {
            String plan = plan(statement);
            assertThat(plan)
                    .as(statement)
                    .doesNotContain("Seq Scan")
                    .doesNotContainPattern("Filter: .*order_number = ");
            assertThat(walks(plan)).as(() -> statement + "\n" + plan).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"account_id, accountId", "instance_id, instanceId", "order_number, orderNumber"})
    void whatAReaderOfTheLogAsksForIsLookedUp(String column, String filter) {
        fill();
        caught.clear();
        platform.get("/audit-events?%s=x".formatted(filter)).is("200");
        assertThat(caught)
                .filteredOn(statement -> statement.contains("FROM audit_event"))
                .hasSize(1)
                .allSatisfy(statement ->
                        assertThat(plan(statement)).containsPattern("Index Cond: \\(\\(" + column + " = "));
    }

    @Test
    void whatIsDoneByTheClockLooksUpTheTimesInAnIndexToo() {
        fill();
        caught.clear();
        scheduled
                .getScheduledTasks()
                .forEach(each -> each.getTask().getRunnable().run());
        assertThat(caught)
                .filteredOn(statement -> !statement.contains("encryption_key")) // which is once, at a start
                .hasSize(2)
                .allSatisfy(statement -> assertThat(plan(statement))
                        .as(statement)
                        .doesNotContain("Seq Scan on downgrade_order", "Seq Scan on remembered_success")
                        .containsPattern("Index Cond: \\((effective|remembered)_at < ")
                        .doesNotContainPattern("Filter: .*(effective|remembered)_at < "));
    }

    @Test
    void whatAPageOfInstancesSkipsIsOnlyCountedOver() {
        fill();
        caught.clear();
        Http.send(account.signed("DescribeInstances", "{\"pageNum\":800}"));
        String statement = caught.stream()
                .filter(sql -> sql.contains("OFFSET"))
                .findFirst()
                .orElseThrow();
        assertThat(plan(statement).lines().filter(line -> line.contains("Index Only Scan using instance_pkey")))
                .as("the count and the page's ids")
                .hasSize(2);
    }

    private void useTheActions() {
        String instance = account.instance("PREPAID", "ByBandwidth");
        account.downgrade(instance);
        account.bandwidthDowngrade(instance);
        Http.send(account.keyedRequest(instance, "key"));
        Http.send(account.keyedRequest(instance, "key"));
        Http.send(account.cancelRequest(instance)
                .header("Idempotency-Key", "key")
                .signed(account.accessKeyId(), account.password(), Instant.now().plusSeconds(5)));
        account.cancelAnew(instance);
        for (String action : List.of(
                "CancelInstanceBandwidthDowngrade", "DescribeInstanceTypeStatus", "DescribeInstanceInternetStatus")) {
            Http.send(account.signed(action, Account.body(instance)));
        }
        for (String query : List.of("{}", "{\"instanceIds\":[\"a\"]}", "{\"instanceName\":\"a*\",\"zoneId\":\"z\"}")) {
            Http.send(account.signed("DescribeInstances", query));
        }
    }

    private void useTheInternalApi() {
        String instance = account.instance();
        String order = "/accounts/" + account.id() + "/downgrade-orders/new";
        platform.put(order, """
                        {"instanceId":"%s","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(instance)).is("201");
        platform.get(order).is("200");
        for (String step : List.of("start", "complete", "release", "cancel")) {
            platform.post(order + "/" + step, "{\"settlementId\":\"s\",\"reason\":\"x\"}");
        }
        platform.put("/accounts/" + account.id() + "/downgrade-orders/other", """
                        {"instanceId":"none","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}""");
        platform.get("/accounts/" + account.id() + "/instances/" + instance).is("200");
        platform.get("/accounts/" + account.id() + "/access-keys").is("200");
        String next = platform.get("/downgrade-orders?limit=1").is("200").text("nextCursor");
        for (String query : List.of(
                "status=SCHEDULED&dueBefore=2999-01-01T00:00:00Z",
                "status=SCHEDULED&limit=1&cursor=" + next,
                "cursor=" + next,
                "status=PROCESSING",
                "status=CANCELLED&limit=1&cursor=" + next,
                "status=APPLIED",
                "instanceId=" + instance,
                "accountId=" + account.id(),
                "accountId=" + account.id() + "&instanceId=" + instance)) {
            platform.get("/downgrade-orders?" + query).is("200");
        }
        String more = platform.get("/audit-events?limit=1").is("200").text("nextCursor");
        for (String query : List.of(
                "limit=1&cursor=" + more,
                "accountId=" + account.id(),
                "instanceId=" + instance,
                "orderNumber=new",
                "accountId=" + account.id() + "&instanceId=" + instance + "&orderNumber=new")) {
            platform.get("/audit-events?" + query).is("200");
        }
    }

    /** The scans that may read more of an index than they need: without a condition on its first column, and not along it for one page. */
    private List<String> walks(String plan) {
        Map<String, String> firstColumns = firstColumns();
        return INDEX_SCAN
                .matcher(plan)
                .results()
                .filter(scan -> !isPage(scan)
                        && !String.valueOf(scan.group("condition")).contains(firstColumns.get(scan.group("index"))))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean isPage(MatchResult scan) {
        return scan.group("limit") != null && scan.group("condition") == null && scan.group("filter") == null;
    }

    private Map<String, String> firstColumns() {
        return unprepared.sql("""
                        SELECT i.indexrelid::regclass::text AS index, a.attname::text AS column
                          FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum = 1
                         WHERE i.indrelid::regclass::text !~ '^pg_'""").query().listOfRows().stream()
                .collect(toMap(row -> (String) row.get("index"), row -> (String) row.get("column")));
    }

    /** The generic plan of a prepared statement. */
    private String plan(String statement) {
        StringBuilder numbered = new StringBuilder();
        int parameter = 0;
        for (char each : statement.toCharArray()) {
            numbered.append(each == '?' ? "$" + ++parameter : each);
        }
        return String.join(
                "\n",
                unprepared
                        .sql("EXPLAIN (GENERIC_PLAN) " + numbered)
                        .query(String.class)
                        .list());
    }

    private void fill() {
        if (isFilled()) {
            return;
        }
        unprepared.sql("""
                        INSERT INTO instance SELECT ?, 'vm-' || i, 'name-' || i, 'HKG-A', 'c.4c8g', 'PREPAID', 'RUNNING',
                            'ByBandwidth', 100, 0, now(), now() FROM generate_series(1, ?) i""").params(account.id(), MANY).update();
        unprepared.sql("""
                        INSERT INTO instance SELECT 'acct-' || i % 10000, 'other-' || i, 'name-' || i, 'HKG-A', 'c.4c8g', 'PREPAID',
                            'RUNNING', 'ByBandwidth', 100, 0, now(), now() FROM generate_series(1, ?) i""").param(MANY).update();
        unprepared.sql("""
                        INSERT INTO downgrade_order (
                            account_id, order_number, instance_id, change, from_value, to_value, effective_at, status,
                            cancelled_at, cancelled_by_type, cancelled_by_id)
                        SELECT ?, 'order-' || i, 'vm-' || i, 'SPECIFICATION', 'a', 'b', now() + i * interval '1 second', 'CANCELLED',
                            now(), 'USER', 'x' FROM generate_series(1, ?) i""").params(account.id(), MANY).update();
        unprepared.sql("""
                        INSERT INTO remembered_success (account_id, digest, fingerprint, request_id)
                        SELECT ?, sha256(i::text::bytea), sha256('x'), 'T' FROM generate_series(1, ?) i""").params(account.id(), MANY).update();
        unprepared.sql("""
                        INSERT INTO access_key (access_key_id, account_id, encrypted_password, encryption_key_id, scopes)
                        SELECT 'AK' || i, 'acct' || i, '', encryption_key_id, ARRAY['vm:read']
                          FROM generate_series(1, ?) i, encryption_key""").param(MANY).update();
        unprepared.sql("""
                        INSERT INTO audit_event (
                            type, request_id, account_id, instance_id, order_number, change, from_value, to_value, effective_at,
                            actor_type, actor_id, source_ip)
                        SELECT 'billing.downgrade-order.cancelled.v1', 'T', ?, 'vm-' || i, 'order-' || i, 'SPECIFICATION', 'a', 'b',
                               now(), 'USER', 'x', '::1' FROM generate_series(1, ?) i""").params(account.id(), MANY).update();
        unprepared
                .sql("VACUUM ANALYZE instance, downgrade_order, remembered_success, access_key, audit_event")
                .update();
    }

    /** As between two billing cycles. */
    private void closeAll() {
        unprepared
                .sql("DELETE FROM downgrade_order WHERE status IN ('SCHEDULED', 'PROCESSING')")
                .update();
        unprepared.sql("VACUUM ANALYZE downgrade_order").update();
    }

    private boolean isFilled() {
        return unprepared
                .sql("SELECT exists(SELECT FROM instance WHERE instance_id = 'other-1')")
                .query(Boolean.class)
                .single();
    }

    /** Captures each statement that is sent. */
    static final class CaughtStatements implements BeanPostProcessor, QueryExecutionListener {

        private final Set<String> caught = new ConcurrentSkipListSet<>();

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource dataSource
                    ? ProxyDataSourceBuilder.create(dataSource).listener(this).build()
                    : bean;
        }

        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            queries.forEach(query -> caught.add(query.getQuery()));
        }

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
    }
}
