package cloud.billing.support;

import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;

/** The broker, and what is kept of the spans. */
class RelayedBillingTestBeans {

    @Bean
    KafkaProcess kafka() {
        return KafkaProcess.started();
    }

    @Bean
    KafkaConnectionDetails kafkaConnection(KafkaProcess kafka) {
        return new KafkaConnectionDetails() {

            @Override
            public List<String> getBootstrapServers() {
                return List.of(kafka.bootstrapServers());
            }
        };
    }

    @Bean
    RecordedSpans recordedSpans() {
        return new RecordedSpans();
    }
}
