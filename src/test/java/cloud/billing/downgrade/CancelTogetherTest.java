package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.HeldOrders;
import cloud.billing.support.Http;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Concurrent cancels share a transaction, and nothing else. */
@BillingTest
class CancelTogetherTest {

    private final Billing billing;
    private final DataSource pool;
    private final JdbcClient jdbc;
    private final CancelStatements cancels;
    private final Account account;
    private final Account other;

    CancelTogetherTest(
            @Autowired Billing billing,
            @Autowired DataSource pool,
            @Autowired JdbcClient jdbc,
            @Autowired CancelStatements cancels) {
        this.billing = billing;
        this.pool = pool;
        this.jdbc = jdbc;
        this.cancels = cancels;
        this.account = billing.newAccount();
        this.other = billing.newAccount();
    }

    @Test
    void eachOfAGroupHasItsOwnOutcome() {
        String mine = account.instance("PREPAID", "ByBandwidth");
        String order = account.downgrade(mine);
        String bandwidth = account.bandwidthDowngrade(mine);
        String trafficPackage = account.trafficPackageDowngrade(mine);
        String theirs = other.instance();
        String theirOrder = other.downgrade(theirs);
        String due = account.instance();
        billing.makeDue(account.downgrade(due));
        CancelRequest known = CancelRequests.of(account, mine, Change.SPECIFICATION, "known");
        cancels.cancelFree(List.of(known));
        String later = account.downgrade(mine);

        assertThat(cancels.cancelFree(List.of(
                        CancelRequests.of(account, theirs, Change.SPECIFICATION, "foreign"),
                        CancelRequests.of(other, theirs, Change.SPECIFICATION, "theirs"),
                        CancelRequests.of(account, due, Change.SPECIFICATION, "due"),
                        CancelRequests.of(account, mine, Change.TRAFFIC_PACKAGE, "charged otherwise"),
                        CancelRequests.of(account, mine, Change.BANDWIDTH, "bandwidth"),
                        CancelRequests.of(account, "none", Change.SPECIFICATION, "none"),
                        known)))
                .containsExactlyInAnyOrder(1, 4);

        assertThat(requestOf(order)).isEqualTo("known by " + account.accessKeyId());
        assertThat(requestOf(theirOrder)).isEqualTo("theirs by " + other.accessKeyId());
        assertThat(requestOf(bandwidth)).isEqualTo("bandwidth by " + account.accessKeyId());
        assertThat(List.of(billing.statusOf(later), billing.statusOf(trafficPackage)))
                .containsOnly("SCHEDULED");
    }

    @Test
    void ofTwoOfAGroupForOneOrderOneWins() {
        String instance = account.instance();
        String order = account.downgrade(instance);
        assertThat(cancels.cancelFree(List.of(
                        CancelRequests.of(account, instance, Change.SPECIFICATION, "one"),
                        CancelRequests.of(account, instance, Change.SPECIFICATION, "two"))))
                .hasSize(1);
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void aKeyThatIsUsedTwiceInAGroupUndoesAllOfIt() {
        List<String> instances = List.of(account.instance(), account.instance());
        List<String> orders = instances.stream().map(account::downgrade).toList();
        CancelRequest one = CancelRequests.of(account, instances.getFirst(), Change.SPECIFICATION, "one");
        CancelRequest two = CancelRequests.of(account, instances.getLast(), Change.SPECIFICATION, "two");
        CancelRequest sameKey = CancelRequests.withIdentityOf(one, two);
        assertThatThrownBy(() -> cancels.cancelFree(List.of(one, sameKey))).isInstanceOf(DuplicateKeyException.class);
        assertThat(orders).allSatisfy(order -> {
            assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
            assertThat(billing.eventsOf(order)).isEmpty();
        });
    }

    @Test
    void groupsWithTheSameKeysInAnotherOrderDoNotDeadlock() throws Exception {
        List<CancelRequest> there = Stream.generate(this::cancelOfAnOrder)
                .limit(3)
                .sorted(Comparator.comparing(each -> each.identity().signatureDigest(), Arrays::compareUnsigned))
                .toList();
        List<CancelRequest> back = there.reversed().stream()
                .map(each -> CancelRequests.withIdentityOf(each, cancelOfAnOrder()))
                .toList();
        List<CompletableFuture<Set<Integer>>> groups;
        try (Connection holder = pool.getConnection()) {
            holder.setAutoCommit(false);
            use(there.get(1), holder); // where the two would meet, each with a key that the other one needs next
            groups = Stream.of(there, back)
                    .map(group ->
                            CompletableFuture.supplyAsync(() -> cancels.cancelFree(group), Thread::startVirtualThread))
                    .toList();
            await().until(() -> waitFor("Lock") == 2);
            holder.rollback();
        }
        assertThat(groups.stream()
                        .map(group -> group.handle((done, failure) -> failure).join()))
                .filteredOn(failure -> failure != null)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasCauseInstanceOf(DuplicateKeyException.class));
    }

    @Test
    void whoWaitsForAKeyThatAnotherCancelUsesCancelsNothing() throws Exception {
        String instance = account.instance();
        String order = account.downgrade(instance);
        CancelRequest loser = CancelRequests.of(account, instance, Change.SPECIFICATION, "loser");
        try (Connection holder = pool.getConnection()) {
            holder.setAutoCommit(false);
            use(loser, holder);
            CompletableFuture<Boolean> isCancelled = CompletableFuture.supplyAsync(() -> cancels.cancel(loser));
            await().until(() -> waitFor("Lock") == 1);
            holder.commit();
            assertThat(isCancelled.get()).isFalse();
        }
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
        assertThat(billing.eventsOf(order)).isEmpty();
    }

    @Test
    void anOrderThatSomebodyHoldsHoldsUpNobodyElse() throws Exception {
        String held = other.instance();
        other.downgrade(held);
        CompletableFuture<Answer> waits;
        try (HeldOrders ignored = HeldOrders.of(other, pool)) {
            waits = CompletableFuture.supplyAsync(() -> other.cancel(held));
            await().until(() -> waitFor("Lock") > 0);
            assertThat(cancelAtOnce(20)).allSatisfy(Answer::isCancelled);
            assertThat(waits).isNotDone();
        }
        waits.get().isCancelled();
    }

    @Test
    void whoeverComesWhileTheDatabaseIsBusyGoesTogether() throws Exception {
        CompletableFuture<List<Answer>> answers;
        try (Connection holder = pool.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE audit_event IN SHARE MODE");
            answers = CompletableFuture.supplyAsync(() -> cancelAtOnce(20));
            await().until(() -> waitFor("Lock") == 2);
            holder.rollback();
        }
        assertThat(answers.get()).allSatisfy(Answer::isCancelled);
        Map<String, Object> written = jdbc.sql("""
                        SELECT count(*) AS events, count(DISTINCT request_id) AS requests, count(DISTINCT xact_id) AS transactions
                          FROM audit_event WHERE account_id = ?""").param(account.id()).query().singleRow();
        assertThat(written).containsEntry("events", 20L).containsEntry("requests", 20L);
        assertThat((Long) written.get("transactions")).isLessThan(20);
    }

    /** Cancels another order with the request's key; does not commit. */
    private void use(CancelRequest key, Connection holder) {
        new CancelStatements(JdbcClient.create(new SingleConnectionDataSource(holder, true)))
                .cancelFree(List.of(CancelRequests.withIdentityOf(key, cancelOfAnOrder())));
    }

    private CancelRequest cancelOfAnOrder() {
        String instance = account.instance();
        account.downgrade(instance);
        return CancelRequests.of(account, instance, Change.SPECIFICATION, "T");
    }

    private List<Answer> cancelAtOnce(int orders) {
        Stream<Callable<Answer>> cancels = Stream.generate(account::instance)
                .limit(orders)
                .peek(account::downgrade)
                .map(account::cancelRequest)
                .toList()
                .stream()
                .map(request -> () -> Http.send(request));
        try {
            return Http.atOnce(cancels);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private int waitFor(String what) {
        return jdbc.sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = ? AND query LIKE '%UPDATE downgrade_order%'")
                .param(what)
                .query(Integer.class)
                .single();
    }

    private String requestOf(String order) {
        return billing.eventsOf(order).stream()
                .map(event -> event.get("request_id") + " by " + event.get("actor_id"))
                .reduce("", String::concat);
    }
}
