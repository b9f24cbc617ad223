package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** What the relay does where it does not lead, cannot go on, or has stopped; Kafka is away. */
@BillingTest
class AuditRelayTest {

    private static final String CLIENT = "given-up";

    private final JdbcClient jdbc;
    private final DataSource unpooled;
    private final List<Connection> opened = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    AuditRelayTest(@Autowired JdbcClient jdbc, @Autowired JdbcConnectionDetails server) {
        this.jdbc = jdbc;
        this.unpooled = new DriverManagerDataSource(
                server.getJdbcUrl(), String.valueOf(server.getUsername()), String.valueOf(server.getPassword()));
    }

    @Test
    void aReplicaThatDoesNotLeadKeepsNoConnection() throws SQLException {
        DataSource recorded = new DelegatingDataSource(unpooled) {
            @Override
            public Connection getConnection() throws SQLException {
                opened.add(super.getConnection());
                return opened.getLast();
            }
        };
        try (RelaySession leader = RelaySession.take(recorded)) {
            assertThat(leader).isNotNull();
            assertThat(RelaySession.take(recorded)).isNull();
            assertThat(opened).hasSize(2);
            assertThat(opened.getFirst().isClosed()).isFalse();
            assertThat(opened.getLast().isClosed()).isTrue();
        }
    }

    @Test
    void theServerSoonNoticesALeaderThatVanishes() throws SQLException {
        Connection connection = unpooled.getConnection();
        try (RelaySession leader = RelaySession.take(new SingleConnectionDataSource(connection, true))) {
            assertThat(leader).isNotNull();
            JdbcClient server = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            assertThat(Stream.of("idle", "interval", "count")
                            .map(setting -> server.sql("SHOW tcp_keepalives_" + setting)
                                    .query(Integer.class)
                                    .single()))
                    .containsExactly(10, 5, 3); // seconds, seconds, and lost probes
        } finally {
            connection.close();
        }
    }

    @Test
    void aLibraryThatCannotBeLoadedIsTriedAgain() {
        AuditRelay relay = relay(new DelegatingDataSource(unpooled) {
            @Override
            public Connection getConnection() {
                throw new UnsatisfiedLinkError("no zstd-jni");
            }
        });
        relay.start();
        try {
            await().until(() -> meters.counter("billing.audit.relay.failures").count() > 1);
        } finally {
            relay.stop();
        }
    }

    @Test
    void aRelayThatHasStoppedDoesNotSayThatItLeads() {
        AuditRelay relay = relay(unpooled);
        relay.start();
        try {
            await().until(() -> leads() == 1);
        } finally {
            relay.stop();
        }
        assertThat(leads()).isZero();
    }

    @Test
    void aClientThatIsGivenUpLeavesNoThread(@Autowired Billing billing) {
        Account account = billing.newAccount();
        String instance = account.instance();
        account.downgrade(instance);
        account.cancel(instance).isCancelled();
        List<CloudEvent> events = await().until(this::firstEvent, found -> !found.isEmpty());
        AuditPublisher publisher = publisher();
        CompletableFuture<Throwable> failure =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> publisher.publish(events, () -> {})));
        await().until(AuditRelayTest::hasThread);
        assertThat(failure.join()).isInstanceOf(ExecutionException.class);
        await().until(() -> !hasThread());
    }

    private List<CloudEvent> firstEvent() {
        return new AuditFeed(jdbc)
                .read(FeedCursor.START, AuditFeed.Filter.NONE, 1)
                .events();
    }

    private AuditRelay relay(DataSource database) {
        return new AuditRelay(database, publisher(), new RelayMeters(meters, jdbc));
    }

    private double leads() {
        return meters.get("billing.audit.relay.leader").gauge().value();
    }

    private static AuditPublisher publisher() {
        return new AuditPublisher(Map.of("bootstrap.servers", "localhost:1", "client.id", CLIENT), JsonMapper.shared());
    }

    private static boolean hasThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains(CLIENT));
    }
}
