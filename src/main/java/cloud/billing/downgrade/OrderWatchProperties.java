package cloud.billing.downgrade;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an order counts as stuck.
 *
 * @param overdueAfter how long after its {@code effectiveAt} a settlement should have taken it
 * @param processingTooLong how long a settlement may hold it
 */
@ConfigurationProperties("billing.orders")
record OrderWatchProperties(
        @DefaultValue("15m") Duration overdueAfter,
        @DefaultValue("15m") Duration processingTooLong) {}
