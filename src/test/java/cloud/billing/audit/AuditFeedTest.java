package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.internal.Cursor;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.FeedReader;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The feed of the audit log (contract 2): each event once, an order's events in order, whenever they commit. */
@BillingTest
class AuditFeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFeedTest.class);
    private static final int WRITERS = 16;
    private static final int READERS = 3;
    private static final int EVENTS_OF_A_WRITER = 60;
    private static final String NUMBER = "/data/reason";

    private final Billing billing;
    private final JdbcClient jdbc;
    private final InternalClient platform;
    private final LateCommits late;

    AuditFeedTest(@Autowired Billing billing, @Autowired JdbcClient jdbc, @Autowired JdbcConnectionDetails database) {
        this.billing = billing;
        this.jdbc = jdbc;
        this.platform = billing.internal();
        this.late = new LateCommits(database);
    }

    @Test
    void eachReaderSeesEachEventOnceAndAnOrdersEventsInOrder() throws Exception {
        List<FeedReader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(reader("limit=" + (3 + 20 * i) + (i == 0 ? "" : "&accountId=" + late.accountId())));
        }
        readWhileWriting(readers.stream()
                .<Follower>map(reader -> written -> reader.follow(any -> written.getAsBoolean()))
                .toList());
        assertThat(readers).allSatisfy(reader -> {
            List<JsonNode> events = reader.events().stream()
                    .filter(event -> event.at("/data/accountId").stringValue().equals(late.accountId()))
                    .toList();
            assertThat(events).hasSize(WRITERS * EVENTS_OF_A_WRITER);
            assertThat(numbersByOrder(events))
                    .allSatisfy((order, numbers) -> assertThat(numbers).isEqualTo(upTo(numbers.size())));
        });
    }

    /** The same test with a reader that only keeps the position of the last event it has read. */
    @Test
    void aReaderThatKeepsTheLastPositionLosesEvents() throws Exception {
        List<Long> read = Collections.synchronizedList(new ArrayList<>());
        readWhileWriting(List.of(written -> {
            boolean done;
            do {
                done = written.getAsBoolean();
                read.addAll(after(read.isEmpty() ? 0 : read.getLast()));
            } while (!done);
        }));
        LOG.info("it has seen {} of {} events", read.size(), WRITERS * EVENTS_OF_A_WRITER);
        assertThat(read).hasSizeLessThan(WRITERS * EVENTS_OF_A_WRITER);
    }

    @Test
    void anEventThatCommitsAfterANewerOneWasReadIsDelivered() throws SQLException {
        FeedReader reader = reader("accountId=" + late.accountId()).readAll();
        LateCommits.Open older = late.begin().event(1);
        LateCommits.Open oldestToEnd = late.begin().event(2);
        late.begin().event(3).commit();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-3");
        older.commit();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-3", "order-1");
        late.begin().event(4).commit();
        oldestToEnd.commit();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-3", "order-1", "order-2", "order-4");
    }

    /** A snapshot ends after the newest transaction that has ended: it does not list a running transaction that is newer than that. */
    @Test
    void anEventOfATransactionThatTheSnapshotDoesNotNameIsDelivered() throws SQLException {
        FeedReader reader = reader("accountId=" + late.accountId()).readAll();
        LateCommits.Open first = late.begin().withTransactionId();
        LateCommits.Open unnamed = late.begin().event(1);
        first.event(2).commit();
        assertThat(reader.readAll().readAll().readAll().texts("/subject")).containsExactly("order-2");
        unnamed.commit();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-2", "order-1");
    }

    /** As after a crash that lost a transaction id which a reader had already seen. */
    @Test
    void anEventOfATransactionIdThatCameAgainIsDelivered() throws SQLException {
        FeedReader reader = reader("accountId=" + late.accountId());
        late.begin().event(1).commit();
        reader.readAll();
        jdbc.sql("""
                        INSERT INTO audit_event (
                            xact_id, type, request_id, account_id, access_key_id, scopes, actor_type, actor_id, source_ip)
                        VALUES ('3', 'billing.access-key.disabled.v1', 'T', ?, 'key', '{}', 'USER', 'x', '::1')""").param(late.accountId()).update();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-1", "key");
    }

    @Test
    void whatCommitsBetweenTwoPagesComesAfterThem() throws SQLException {
        FeedReader reader = reader("limit=1&accountId=" + late.accountId());
        LateCommits.Open older = late.begin().event(1);
        late.begin().event(2).commit();
        late.begin().event(3).commit();
        reader.readPage();
        older.commit();
        late.begin().event(4).commit();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-2", "order-3", "order-1", "order-4");
    }

    @Test
    void whatIsRolledBackIsNeverSeenAndHoldsNothingUp() throws SQLException {
        FeedReader reader = reader("accountId=" + late.accountId()).readAll();
        LateCommits.Open never = late.begin().event(1);
        late.begin().event(2).commit();
        reader.readAll();
        never.rollBack();
        late.begin().event(3).commit();
        assertThat(reader.readAll().texts("/subject")).containsExactly("order-2", "order-3");
    }

    @Test
    void aReaderThatHasCaughtUpLooksAtNothingOld() throws SQLException {
        AuditFeed feed = new AuditFeed(jdbc);
        late.begin().event(1).commit();
        FeedCursor cursor = FeedCursor.START;
        for (int page = 0; cursor.batch() != null || page < 3; page++) {
            cursor = feed.read(cursor, AuditFeed.Filter.NONE, 1_000).next();
        }
        assertThat(cursor.floor()).isEqualTo(cursor.delivered().newest());
    }

    @Test
    void aLongTransactionHoldsNoReaderUp() throws SQLException {
        LateCommits.Open lasting = late.begin().withTransactionId();
        FeedReader reader = reader("accountId=" + late.accountId());
        for (int order = 1; order <= 5; order++) {
            late.begin().event(order).commit();
            assertThat(reader.readAll().events()).hasSize(order);
        }
        lasting.event(6).commit();
        assertThat(reader.readAll().events()).hasSize(6);
    }

    @Test
    void anEmptyPageHasACursorFromWhichTheNextEventIsSeen() {
        Account account = billing.newAccount();
        FeedReader reader = reader("accountId=" + account.id());
        assertThat(reader.readPage()).isZero();
        String instance = account.instance();
        String order = account.downgrade(instance);
        account.cancel(instance).isCancelled();
        assertThat(reader.readAll().texts("/data/orderNumber")).containsExactly(order);
    }

    @Test
    void itIsFilteredByAccountInstanceAndOrder() {
        Account account = billing.newAccount();
        String one = account.instance("PREPAID", "ByBandwidth");
        String other = account.instance();
        String specification = account.downgrade(one);
        String bandwidth = account.bandwidthDowngrade(one);
        String elsewhere = account.downgrade(other);
        account.cancel(one).isCancelled();
        Http.send(account.signed("CancelInstanceBandwidthDowngrade", Account.body(one)))
                .isCancelled();
        account.cancel(other).isCancelled();

        assertThat(orders("accountId=" + account.id())).containsExactly(specification, bandwidth, elsewhere);
        assertThat(orders("instanceId=" + one)).containsExactly(specification, bandwidth);
        assertThat(orders("orderNumber=" + bandwidth)).containsExactly(bandwidth);
        assertThat(orders("accountId=" + account.id() + "&instanceId=" + other + "&orderNumber=" + elsewhere))
                .containsExactly(elsewhere);
        assertThat(orders("accountId=" + account.id() + "&orderNumber=none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "", "x", "garbage", "MQ", "MQoxOjE6CjAKMAowCng", "MQo5OjE6CjAKMAowCjA"})
    void whatIsNoCursorIsRefused(String cursor) {
        platform.get("/audit-events?cursor=" + cursor).is("400 INVALID_CURSOR");
    }

    @Test
    void aCursorOfBeforeARestoreIsRefused() {
        platform.get("/audit-events?cursor=" + Cursor.of("earlier generation", "1:1:", "0", "0", "0", "0"))
                .is("410 CURSOR_OF_ANOTHER_LOG");
        platform.get("/audit-events?cursor=" + Cursor.of("1", "1:1:", "999999999999", "0", "0", "0"))
                .is("410 CURSOR_OF_ANOTHER_LOG");
    }

    private List<String> orders(String query) {
        return reader(query).readAll().texts("/data/orderNumber");
    }

    private FeedReader reader(String query) {
        return new FeedReader(platform, query);
    }

    /** What a reader does until everything is written, and then once more. */
    private interface Follower {

        void follow(BooleanSupplier written);
    }

    private void readWhileWriting(List<Follower> readers) throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> {
                    late.write(EVENTS_OF_A_WRITER);
                    return null;
                }));
            }
            List<Future<?>> reading = new ArrayList<>();
            for (Follower reader : readers) {
                reading.add(threads.submit(
                        () -> reader.follow(() -> writers.stream().allMatch(Future::isDone))));
            }
            for (Future<?> each : writers) {
                each.get();
            }
            for (Future<?> each : reading) {
                each.get();
            }
        }
    }

    private List<Long> after(long position) {
        return jdbc.sql("SELECT position FROM audit_event WHERE position > ? AND account_id = ? ORDER BY position")
                .params(position, late.accountId())
                .query(Long.class)
                .list();
    }

    private static Map<String, List<Integer>> numbersByOrder(List<JsonNode> events) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        events.forEach(event -> numbers.computeIfAbsent(event.get("subject").stringValue(), order -> new ArrayList<>())
                .add(Integer.valueOf(event.at(NUMBER).stringValue())));
        return numbers;
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
