package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import cloud.billing.action.RequestId;
import cloud.billing.downgrade.CancelVerdict.Cancelled;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A cancel that came in time and commits late, and its retry, which comes when the order is due. */
@BillingTest
class CancelAtTheBoundaryTest {

    private final Billing billing;
    private final DataSource pool;
    private final JdbcClient jdbc;
    private final DowngradeOrderService service;
    private final OrderMeters meters;
    private final Account account;
    private final String instance;
    private final String order;

    CancelAtTheBoundaryTest(
            @Autowired Billing billing,
            @Autowired DataSource pool,
            @Autowired JdbcClient jdbc,
            @Autowired DowngradeOrderService service,
            @Autowired OrderMeters meters) {
        this.billing = billing;
        this.pool = pool;
        this.jdbc = jdbc;
        this.service = service;
        this.meters = meters;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
        billing.makeDue(order);
    }

    @Test
    void theRetryWaitsForTheCommitAndGetsItsAnswer() throws Exception {
        CancelRequest first = request("first");
        CancelRequest retry = CancelRequests.withIdentityOf(first, request("retry"));
        assertThat(whileUncommitted(
                        holder -> new CancelStatements(holder).cancelFree(List.of(first)), () -> service.cancel(retry)))
                .isEqualTo(new Cancelled(new RequestId("first")));
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void soDoesARetryThatSawTheOrderInTimeAtItsFirstLook() throws Exception {
        CancelRequest first = request("first");
        CancelRequest retry = CancelRequests.withIdentityOf(first, request("retry"));
        DowngradeOrderService late =
                new DowngradeOrderService(new LookedInTime(jdbc), new OrderStatements(jdbc), meters);
        assertThat(whileUncommitted(
                        holder -> new CancelStatements(holder).cancelFree(List.of(first)), () -> late.cancel(retry)))
                .isEqualTo(new Cancelled(new RequestId("first")));
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void soDoesThePlatforms() throws Exception {
        assertThat(whileUncommitted(
                        holder ->
                                new OrderStatements(holder).take(Transition.CANCEL, command("first"), null, "released"),
                        () -> service.take(Transition.CANCEL, command("retry"), null, "released")
                                .isNew()))
                .isFalse();
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anOrderThatChangesAtEachAttemptIsGivenUpAfterTen() {
        String early = account.instance();
        account.downgrade(early);
        CancelRequest request = CancelRequests.of(account, early, Change.SPECIFICATION, "T");
        DowngradeOrderService contended =
                new DowngradeOrderService(new AlwaysTooLate(jdbc), new OrderStatements(jdbc), meters);
        assertThatExceptionOfType(CannotAcquireLockException.class)
                .isThrownBy(() -> contended.cancel(request))
                .withMessageContaining("10 attempts");
    }

    /** The first request sees the order before it was due, and commits while the retry waits. */
    private <T> T whileUncommitted(Step first, Supplier<T> retry) throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient holder = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            holder.sql("SET LOCAL session_replication_role = replica").update();
            holder.sql("UPDATE downgrade_order SET effective_at = now() + interval '1 hour' WHERE order_number = ?")
                    .param(order)
                    .update();
            first.take(holder);
            CompletableFuture<T> told = CompletableFuture.supplyAsync(retry);
            await().until(() -> told.isDone() || isWaiting());
            connection.commit();
            return told.get();
        }
    }

    private boolean isWaiting() {
        return jdbc.sql("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE wait_event_type = 'Lock' AND query LIKE '%downgrade_order%FOR SHARE%'""").query(Integer.class).single() > 0;
    }

    private CancelRequest request(String requestId) {
        return CancelRequests.of(account, instance, Change.SPECIFICATION, requestId);
    }

    private OrderCommand command(String requestId) {
        return new OrderCommand(account.id(), order, CancelRequests.actor(account), CancelRequests.origin(requestId));
    }

    /** Reports at first that the order is not due, as it was until a moment ago. */
    private static final class LookedInTime extends CancelStatements {

        private boolean hasLooked;

        LookedInTime(JdbcClient jdbc) {
            super(jdbc);
        }

        @Override
        Findings whyNotCancelled(CancelRequest request) {
            Findings now = super.whyNotCancelled(request);
            if (hasLooked) {
                return now;
            }
            hasLooked = true;
            return new Findings(
                    now.instanceExists(),
                    now.internetChargeType(),
                    now.latest(),
                    true,
                    now.isJustTaken(),
                    now.firstRequestId(),
                    now.isSame(),
                    now.recordedDigests());
        }
    }

    /** Finds nothing to cancel, though the order is scheduled whenever it looks why. */
    private static final class AlwaysTooLate extends CancelStatements {

        AlwaysTooLate(JdbcClient jdbc) {
            super(jdbc);
        }

        @Override
        Set<Integer> cancelFree(List<CancelRequest> requests) {
            return Set.of();
        }

        @Override
        boolean cancel(CancelRequest request) {
            return false;
        }
    }

    /** What the first does on its own connection. */
    private interface Step {

        void take(JdbcClient connection);
    }
}
