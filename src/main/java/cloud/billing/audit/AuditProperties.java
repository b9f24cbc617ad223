package cloud.billing.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is read (contract 5).
 *
 * @param generation to be changed when the database is restored to an earlier time, so that no older cursor is valid any more
 * @param kafka whether the log is also published to Kafka
 */
@ConfigurationProperties("billing.audit")
record AuditProperties(
        @DefaultValue("1") String generation, @DefaultValue Kafka kafka) {

    record Kafka(@DefaultValue("false") boolean enabled) {}
}
