package cloud.billing.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How often one access key or user may call one replica (contract 5).
 *
 * @param requestsPerSecond the sustained rate; 0 switches the limit off
 * @param burst how many requests may come at once
 */
@ConfigurationProperties("billing.rate-limit")
record RateLimitProperties(
        @DefaultValue("20") int requestsPerSecond,
        @DefaultValue("40") int burst) {

    RateLimitProperties {
        Assert.isTrue(requestsPerSecond >= 0, "billing.rate-limit.requests-per-second must not be negative");
        Assert.isTrue(burst > 0, "billing.rate-limit.burst must be positive");
    }

    boolean isOff() {
        return requestsPerSecond == 0;
    }
}
