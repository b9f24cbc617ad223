package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditPublisherTest {

    /** With a single broker, as in the other tests, nothing would be lost without these settings either. */
    @Test
    void noConfigurationLetsAnEventBeLostOrOvertaken() {
        Map<String, Object> careless = Map.of(
                "acks",
                "1",
                "enable.idempotence",
                false,
                "partitioner.class",
                "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                "partitioner.ignore.keys",
                true,
                "linger.ms",
                5);
        assertThat(AuditPublisher.safe(careless))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE)
                .containsEntry("partitioner.ignore.keys", false)
                .doesNotContainKey("partitioner.class")
                .containsEntry("linger.ms", 5);
    }
}
