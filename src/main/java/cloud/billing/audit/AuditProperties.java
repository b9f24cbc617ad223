package cloud.billing.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is read (contract 5).
 *
 * @param generation changed by whoever restores the database to an earlier time, so that no reader's cursor of before is good any more
 * @param kafka whether the log is published to Kafka too
 */
@ConfigurationProperties("billing.audit")
record AuditProperties(
        @DefaultValue("1") String generation, @DefaultValue Kafka kafka) {

    record Kafka(@DefaultValue("false") boolean enabled) {}
}
