package cloud.billing.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A {@link BillingTest} whose audit log is relayed to a real Kafka broker, and whose requests are all traced. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@BillingTest
@AutoConfigureMetrics
@AutoConfigureTracing
@Import(RelayedBillingTestBeans.class)
@TestPropertySource(properties = {"billing.audit.kafka.enabled=true", "management.tracing.sampling.probability=1"})
public @interface RelayedBillingTest {}
