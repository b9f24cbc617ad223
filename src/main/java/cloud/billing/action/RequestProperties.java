package cloud.billing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What holds for the whole service (contract 5).
 *
 * @param requestTimeout the time budget of one request: no statement may take longer; whole seconds, at least one
 */
@ConfigurationProperties("billing")
record BillingProperties(@DefaultValue("5s") Duration requestTimeout) {

    BillingProperties {
        Assert.isTrue(
                requestTimeout.compareTo(Duration.ofSeconds(1)) >= 0,
                "billing.request-timeout must be at least one second");
    }
}
