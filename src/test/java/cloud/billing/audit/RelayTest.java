package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.KafkaProcess;
import cloud.billing.support.KafkaReader;
import cloud.billing.support.RelayedBillingTest;
import cloud.billing.support.Scrape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can go wrong between the relay and Kafka, and that it loses no event. */
@RelayedBillingTest
class RelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Billing billing;
    private final JdbcClient jdbc;
    private final KafkaProcess kafka;

    RelayTest(@Autowired Billing billing, @Autowired JdbcClient jdbc, @Autowired KafkaProcess kafka) {
        this.billing = billing;
        this.jdbc = jdbc;
        this.kafka = kafka;
    }

    @Test
    void aLostConnectionToTheDatabaseCostsItsTurnAndNoEvent() {
        arrives(cancelledOrder());
        assertThat(jdbc.sql("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE application_name = 'downgrade-orders relay'""").query(Boolean.class).list()).isNotEmpty();
        arrives(cancelledOrder());
    }

    @Test
    void anEventThatKafkaRefusesIsTriedUntilItIsTaken() throws Exception {
        arrives(cancelledOrder());
        double failures = failures();
        letTopicTake(100);
        String order = cancelledOrder();
        String next = cancelledOrder();
        await().atMost(PATIENCE).until(() -> failures() > failures);
        letTopicTake(1_000_000);
        arrives(order);
        arrives(next);
    }

    @Test
    void anEventThatKafkaRefusesIsNotOvertakenByOneOfTheSameInstance() throws Exception {
        arrives(twoCancels().getLast());
        letTopicTake(longestEvent());
        List<String> orders = twoCancels();
        double failures = failures();
        await().atMost(PATIENCE).until(() -> failures() > failures + 1);
        letTopicTake(1_000_000);
        arrives(orders.getLast());
        try (KafkaReader topic = new KafkaReader(kafka, AuditPublisher.TOPIC)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topic.read().stream()
                                    .flatMap(record -> orders.stream().filter(record.value()::contains))
                                    .distinct())
                            .containsExactlyElementsOf(orders));
        }
    }

    @Test
    void eventsOfAccessKeysAreInOrderForTheirAccount() {
        String account = billing.newAccount().id();
        String keys = "/accounts/" + account + "/access-keys";
        String key = billing.internal()
                .post(keys, "{\"scopes\":[\"vm:read\"]}")
                .is("201")
                .text("accessKeyId");
        billing.internal().delete(keys + "/" + key).is("204");
        try (KafkaReader topic = new KafkaReader(kafka, AuditPublisher.TOPIC)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topic.read())
                            .filteredOn(record -> record.key().equals(account))
                            .extracting(
                                    record -> record.value().replaceAll(".*\"type\":\"([^\"]*)\",\"subject.*", "$1"))
                            .containsExactly("billing.access-key.created.v1", "billing.access-key.disabled.v1"));
        }
    }

    private String cancelledOrder() {
        Account account = billing.newAccount();
        String instance = account.instance();
        String order = account.downgrade(instance);
        account.cancel(instance).isCancelled();
        return order;
    }

    /** Two orders for one instance, cancelled one after the other; the first one's event is the longer. */
    private List<String> twoCancels() {
        Account account = billing.newAccount();
        String instance = account.instance();
        String first = account.downgrade(instance);
        billing.internal()
                .post(
                        "/accounts/" + account.id() + "/downgrade-orders/" + first + "/cancel",
                        "{\"reason\":\"" + "r".repeat(512) + "\"}")
                .is("200");
        String second = account.downgrade(instance);
        account.cancel(instance).isCancelled();
        return List.of(first, second);
    }

    /** The bytes of the longest event, without what Kafka adds: just too long. */
    private int longestEvent() {
        try (KafkaReader topic = new KafkaReader(kafka, AuditPublisher.TOPIC)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(topic.read())
                            .anyMatch(record -> record.value().contains("rrr")));
            return topic.read().stream()
                    .mapToInt(record -> record.value().length())
                    .max()
                    .orElseThrow();
        }
    }

    private void arrives(String order) {
        try (KafkaReader topic = new KafkaReader(kafka, AuditPublisher.TOPIC)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(topic.read())
                            .anyMatch(record -> record.value().contains(order)));
        }
    }

    private double failures() {
        return Scrape.of(billing.managementPort())
                .value("billing_audit_relay_failures_total")
                .orElseThrow();
    }

    private void letTopicTake(int bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, AuditPublisher.TOPIC);
        AlterConfigOp limit = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
        }
    }
}
