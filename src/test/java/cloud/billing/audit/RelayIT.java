package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import cloud.billing.support.KafkaProcess;
import cloud.billing.support.KafkaReader;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.Scrape;
import cloud.billing.support.ServiceProcess;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kafka gets every event at least once and each instance's in order (contract 4), while the broker is killed and started and the replica
 * that relays is killed; and no cancel waits for it.
 */
@PackagedServiceTest
class RelayIT {

    private static final Logger LOG = LoggerFactory.getLogger(RelayIT.class);
    private static final int CLIENTS = 16;
    private static final int ROUNDS = 2;
    private static final int PHASES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final JdbcConnectionDetails database;
    private final JdbcClient jdbc;
    private final Billing billing;

    RelayIT(@Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment) {
        this.database = database;
        this.jdbc = jdbc;
        this.billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
    }

    @Test
    void allCancelsArriveThroughKillsOfTheBrokerAndOfTheRelayingReplica() throws Exception {
        cancelThroughKills(250);
    }

    @Test
    @Tag("faults")
    void soDoTenThousand() throws Exception {
        cancelThroughKills(1_250);
    }

    private void cancelThroughKills(int instances) throws Exception {
        int events = 2 * ROUNDS * instances; // of each phase
        try (KafkaProcess kafka = KafkaProcess.started();
                ServiceProcess first = replica(kafka);
                KafkaReader topic = new KafkaReader(kafka, AuditPublisher.TOPIC)) {
            await().atMost(PATIENCE).until(() -> leads(first));
            int before = idsInTheLog().size();
            try (ServiceProcess other = replica(kafka)) {
                scheduleAndCancel(other, instances, "the broker up");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(missing(topic)).isEmpty());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lag(other, "events")).isZero());

                kafka.kill();
                scheduleAndCancel(other, instances, "the broker down");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lag(other, "events")).isEqualTo(events));
                assertThat(lag(other, "seconds")).isPositive();

                kafka.start();
                first.kill();
                scheduleAndCancel(other, instances, "the broker up again");
                await().atMost(PATIENCE).until(() -> leads(other));

                kafka.kill();
                kafka.start();
                scheduleAndCancel(other, instances, "the broker up once more");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(missing(topic)).isEmpty());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lag(other, "events")).isZero());
                assertThat(lag(other, "seconds")).isZero();
            }
            assertThat(idsInTheLog()).hasSize(before + PHASES * events);
            assertThat(idsByKey(topic.read())).isEqualTo(idsByInstance());
        }
    }

    private ServiceProcess replica(KafkaProcess kafka) throws Exception {
        return ServiceProcess.ready(
                database,
                ServiceProcess.freePort(),
                Map.of(
                        "BILLING_AUDIT_KAFKA_ENABLED",
                        "true",
                        "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers()));
    }

    /** Two orders for each instance, one after the other: four events each, whose order can be told. */
    private void scheduleAndCancel(ServiceProcess replica, int instances, String phase) throws Exception {
        Account account = billing.newAccount(replica.port());
        InternalClient platform = billing.internal(replica.port(), "billing:write");
        List<Future<List<Long>>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < instances; i++) {
                String instance = account.instance();
                clients.add(threads.submit(() -> scheduleAndCancel(account, platform, instance)));
            }
        }
        List<Long> micros = new ArrayList<>();
        for (Future<List<Long>> client : clients) {
            micros.addAll(client.get());
        }
        micros.sort(null);
        LOG.info(
                "{} cancels with {}: median {} us, 99 % within {} us",
                micros.size(), phase, micros.get(micros.size() / 2), micros.get(micros.size() * 99 / 100));
    }

    private static List<Long> scheduleAndCancel(Account account, InternalClient platform, String instance) {
        List<Long> micros = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            platform.put("/accounts/%s/downgrade-orders/%s-%d".formatted(account.id(), instance, round), """
                            {"instanceId":"%s","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(
                                    instance))
                    .is("201");
            HttpRequest cancel = account.anewRequest(instance);
            long begin = System.nanoTime();
            Http.send(cancel).isCancelled();
            micros.add((System.nanoTime() - begin) / 1_000);
        }
        return micros;
    }

    private static boolean leads(ServiceProcess replica) {
        return Scrape.of(replica.managementPort())
                        .value("billing_audit_relay_leader")
                        .orElse(0)
                == 1;
    }

    private static double lag(ServiceProcess replica, String unit) {
        return Scrape.of(replica.managementPort())
                .value("billing_audit_relay_lag_" + unit)
                .orElse(Double.NaN);
    }

    private Set<String> missing(KafkaReader topic) {
        Set<String> missing = new HashSet<>(idsInTheLog());
        idsByKey(topic.read()).values().forEach(missing::removeAll);
        return missing;
    }

    private List<String> idsInTheLog() {
        return jdbc.sql("SELECT id::text FROM audit_event").query(String.class).list();
    }

    private Map<String, List<String>> idsByInstance() {
        Map<String, List<String>> ids = new HashMap<>();
        jdbc.sql("SELECT id::text, coalesce(instance_id, account_id) AS key FROM audit_event ORDER BY position")
                .query(row -> {
                    add(ids, row.getString("key"), row.getString("id"));
                });
        return ids;
    }

    /** The events of each key in the order of their first appearance, without duplicates. */
    private static Map<String, List<String>> idsByKey(List<ConsumerRecord<String, String>> records) {
        Map<String, List<String>> ids = new HashMap<>();
        for (ConsumerRecord<String, String> each : records) {
            String id = JsonMapper.shared().readTree(each.value()).get("id").stringValue();
            if (!ids.getOrDefault(each.key(), List.of()).contains(id)) {
                add(ids, each.key(), id);
            }
        }
        return ids;
    }

    private static void add(Map<String, List<String>> ids, String key, String id) {
        ids.computeIfAbsent(key, any -> new ArrayList<>()).add(id);
    }
}
