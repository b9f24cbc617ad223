package cloud.billing.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.ProducerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The relay to Kafka, if it is switched on (contract 5). */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("billing.audit.kafka.enabled")
@Import(KafkaAutoConfiguration.class)
class RelayConfiguration {

    @Bean
    RelayMeters relayMeters(MeterRegistry meters, JdbcClient jdbc) {
        return new RelayMeters(meters, jdbc);
    }

    @Bean
    AuditRelay auditRelay(
            JdbcConnectionDetails database, ProducerFactory<?, ?> kafka, JsonMapper json, RelayMeters meters) {
        return new AuditRelay(unpooled(database), new AuditPublisher(kafka.getConfigurationProperties(), json), meters);
    }

    private static DriverManagerDataSource unpooled(JdbcConnectionDetails database) {
        Properties properties = new Properties();
        putIfGiven(properties, "user", database.getUsername());
        putIfGiven(properties, "password", database.getPassword());
        properties.put("ApplicationName", "downgrade-orders relay");
        properties.put("connectTimeout", "2");
        properties.put("socketTimeout", "30");
        return new DriverManagerDataSource(database.getJdbcUrl(), properties);
    }

    /** The driver can find a missing user or password elsewhere, such as in {@code .pgpass}. */
    private static void putIfGiven(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }
}
