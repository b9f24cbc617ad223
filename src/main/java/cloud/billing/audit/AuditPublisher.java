package cloud.billing.audit;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes events as CloudEvents in structured JSON, in order for each key (contract 4). It never gives up a single record that Kafka's
 * client has accepted, since a later one of the same key might overtake it; it gives up the whole client, with everything unsent.
 */
final class AuditPublisher {

    static final String TOPIC = "billing.audit.v1";

    private static final List<Header> HEADERS = List.of(new RecordHeader(
            "content-type", "application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8)));
    private static final Map<String, Object> SAFE = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.RETRIES_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5_000,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            5_000,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            false);

    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final JsonMapper json;

    AuditPublisher(Map<String, Object> kafka, JsonMapper json) {
        this.producers =
                new DefaultKafkaProducerFactory<>(safe(kafka), new StringSerializer(), new ByteArraySerializer());
        producers.setPhysicalCloseTimeout(0);
        this.json = json;
    }

    /** The configured settings, except those that could lose events or their order. */
    static Map<String, Object> safe(Map<String, Object> kafka) {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.putAll(SAFE);
        configuration.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        return configuration;
    }

    /**
     * Publishes events and returns when Kafka has all of them, however long that takes.
     *
     * @param whileWaiting runs each second, and ends the wait if it throws
     * @throws ExecutionException if Kafka refuses one; some of the others may have been published
     */
    void publish(List<CloudEvent> events, Runnable whileWaiting) throws ExecutionException, InterruptedException {
        boolean published = false;
        try {
            for (Future<RecordMetadata> sent : send(events, whileWaiting)) {
                await(sent, whileWaiting);
            }
            published = true;
        } finally {
            if (!published) {
                giveUp();
            }
        }
    }

    /** Sends each event only once Kafka has confirmed the previous one with its key: it might refuse that one and accept this one. */
    private Collection<Future<RecordMetadata>> send(List<CloudEvent> events, Runnable whileWaiting)
            throws ExecutionException, InterruptedException {
        Producer<String, byte[]> producer = producers.createProducer();
        Map<String, Future<RecordMetadata>> lastOfKey = new HashMap<>();
        for (CloudEvent event : events) {
            String key = event.data().key();
            Future<RecordMetadata> before = lastOfKey.get(key);
            if (before != null) {
                await(before, whileWaiting);
            }
            lastOfKey.put(
                    key, producer.send(new ProducerRecord<>(TOPIC, null, key, json.writeValueAsBytes(event), HEADERS)));
        }
        return lastOfKey.values();
    }

    private static void await(Future<RecordMetadata> sent, Runnable whileWaiting)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                sent.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                whileWaiting.run();
            }
        }
    }

    /** Discards the client with everything unsent; the next {@link #publish} creates another. */
    void giveUp() {
        producers.reset();
    }
}
