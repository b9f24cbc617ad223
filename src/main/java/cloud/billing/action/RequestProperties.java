package cloud.billing.action;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits on requests; the time budget is contract 5's.
 *
 * @param requestTimeout its time budget, from the first filter to the last statement; at least a second
 * @param maxConcurrentRequests the maximum of concurrent requests, on each replica and for each of the two APIs; others are rejected
 */
@ConfigurationProperties("billing")
public record RequestProperties(
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("256") int maxConcurrentRequests) {

    public RequestProperties {
        Assert.isTrue(
                requestTimeout.compareTo(Duration.ofSeconds(1)) >= 0,
                "billing.request-timeout must be at least one second");
        Assert.isTrue(maxConcurrentRequests > 0, "billing.max-concurrent-requests must be at least one");
    }
}
