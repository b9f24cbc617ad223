package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.HeldOrders;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient.Reply;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.TestPropertySource;

/** The database fails, and the customer is told the truth (contract 1.2: 503 and 504; 1.4). */
@BillingTest
@TestPropertySource(
        properties = {
            "billing.request-timeout=2s",
            "spring.datasource.hikari.maximum-pool-size=2",
            "spring.datasource.hikari.connection-init-sql=SET synchronous_commit = on" // off in a database for tests
        })
class DatabaseFailureTest {

    private final Billing billing;
    private final DataSource pool;
    private final JdbcClient outside;
    private final Account account;
    private final String instance;
    private final String order;
    private final HttpRequest cancel;

    DatabaseFailureTest(
            @Autowired Billing billing, @Autowired DataSource pool, @Autowired JdbcConnectionDetails database) {
        this.billing = billing;
        this.pool = pool;
        this.outside = JdbcClient.create(new DriverManagerDataSource(
                database.getJdbcUrl(), String.valueOf(database.getUsername()), String.valueOf(database.getPassword())));
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
        this.cancel = account.cancelRequest(instance).build();
        account.describe(instance); // its key is cached
    }

    /** PostgreSQL warns when a commit stops waiting for its standby ({@code FailoverIT}). */
    @Test
    void warningsOfTheDatabaseAreHeard(@Autowired JdbcTemplate jdbc) {
        assertThat(jdbc.isIgnoreWarnings()).isFalse();
    }

    @Test
    void whatElseItWarnsOfChangesNothing(@Autowired JdbcTemplate jdbc) {
        assertThatCode(() -> jdbc.update("DO $$ BEGIN RAISE WARNING 'few transactions are left'; END $$"))
                .doesNotThrowAnyException();
    }

    @Test
    void whereNoConnectionIsFreeItIsRefusedForNow() throws SQLException {
        Account unknown = billing.newAccount();
        List<Connection> all = new ArrayList<>(List.of(pool.getConnection(), pool.getConnection()));
        try {
            Http.send(cancel).isRefused(503, "SERVICE_TEMPORARY_UNAVAILABLE");
            account.describe(instance).isRefused(503, "SERVICE_TEMPORARY_UNAVAILABLE");
            unknown.describe(instance).isRefused(503, "SERVICE_TEMPORARY_UNAVAILABLE");
            billing.internal().get("/accounts/a/downgrade-orders/b").is("503 UNAVAILABLE");
            assertThat(outside.sql("SELECT status FROM downgrade_order WHERE order_number = ?")
                            .param(order)
                            .query(String.class)
                            .single())
                    .isEqualTo("SCHEDULED");
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        Http.send(cancel).isCancelled();
    }

    @Test
    void whereTheRowIsHeldTooLongItTimesOutAndNothingWasChanged() throws SQLException {
        try (HeldOrders ignored = HeldOrders.of(account, pool)) {
            Http.send(cancel).isRefused(504, "REQUEST_TIMED_OUT");
        }
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
        Http.send(cancel).isCancelled();
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void aReadThatWaitsTooLongTimesOut() throws SQLException {
        String path = "/accounts/" + account.id() + "/instances/" + instance;
        try (Connection holder = pool.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE instance IN ACCESS EXCLUSIVE MODE");
            account.describe(instance).isRefused(504, "REQUEST_TIMED_OUT");
            billing.internal().get(path).is("504 TIMED_OUT"); // 503 if the connection had to be given up
            holder.rollback();
        }
        assertThat(account.describe(instance).status()).isEqualTo(200);
        billing.internal().get(path).is("200");
    }

    @Test
    void whereTheConnectionBreaksTheOutcomeIsUnknownAndTheRetryTellsIt() throws Exception {
        try (HeldOrders ignored = HeldOrders.of(account, pool)) {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> Http.send(cancel));
            await().until(() -> killWhatWaits("UPDATE downgrade_order"));
            answer.get().isRefused(504, "REQUEST_TIMED_OUT");
            assertThat(answer.get().message()).contains("not known");
        }
        Http.send(cancel).isCancelled();
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT  | /downgrade-orders/NEW        | INSERT INTO downgrade_order | {"instanceId":"VM","change":"BANDWIDTH","from":2,"to":1,"effectiveAt":"2999-01-01T00:00:00Z"}
            POST | /downgrade-orders/OLD/cancel | UPDATE downgrade_order      | {"reason":"released"}
            POST | /access-keys                 | INSERT INTO access_key      | {"scopes":["vm:read"]}
            """)
    void whereTheConnectionBreaksTheOutcomeOfAPlatformsChangeIsUnknownToo(
            String method, String path, String statement, String content) throws Exception {
        String changed = "/accounts/" + account.id()
                + path.replace("NEW", "order-" + UUID.randomUUID()).replace("OLD", order);
        try (Connection holder = pool.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE audit_event IN SHARE MODE");
            CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(
                    () -> billing.internal().send(method, changed, content.replace("VM", instance)));
            await().until(() -> killWhatWaits(statement));
            reply.get().is("504 TIMED_OUT"); // 503 would say that nothing was changed
            holder.rollback();
        }
    }

    @Test
    void whereNoStandbyConfirmsARefusalOfADueOrderIsToldAllTheSame() {
        billing.makeDue(order);
        try {
            requireStandby("nobody");
            Http.send(cancel).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        } finally {
            requireStandby("");
        }
    }

    private void requireStandby(String name) {
        outside.sql("ALTER SYSTEM SET synchronous_standby_names = '" + name + "'")
                .update();
        outside.sql("SELECT pg_reload_conf()").query().singleRow();
        await().until(() -> outside.sql("SHOW synchronous_standby_names")
                .query(String.class)
                .single()
                .equals(name));
    }

    private boolean killWhatWaits(String statement) {
        return outside.sql("""
                                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                 WHERE wait_event_type = 'Lock' AND query LIKE '%' || ? || '%'""").param(statement).query(Integer.class).single() > 0;
    }
}
