package cloud.billing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The downgrade-orders service: cancels scheduled downgrades exactly once and records an audit event for each. */
@SpringBootApplication(
        exclude = {
            ErrorMvcAutoConfiguration.class, // errors have the contract's shape, never an HTML page
            KafkaAutoConfiguration.class, // only the audit relay needs it, and imports it itself
            TomcatMetricsAutoConfiguration.class // counts sessions, of which there are none, and starts JMX to do so
        })
@ConfigurationPropertiesScan
@EnableScheduling
public class BillingApplication {

    public static void main(String[] args) {
        Thread.ofPlatform().name("compiler-priority").daemon().start(CompilerPriority::lower);
        SpringApplication.run(BillingApplication.class, args);
    }
}
