package cloud.billing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The downgrade-orders service: cancels scheduled downgrades, once, and leaves an audit event for each. */
@SpringBootApplication(
        exclude = {
            ErrorMvcAutoConfiguration.class, // errors are answered in the contract's shape, never by a page
            KafkaAutoConfiguration.class, // is the relay's, and there only where it is
            TomcatMetricsAutoConfiguration.class // counts sessions, which there are none of, and starts JMX for that
        })
@ConfigurationPropertiesScan
@EnableScheduling
public class BillingApplication {

    public static void main(String[] args) {
        Thread.ofPlatform().name("compiler-priority").daemon().start(CompilerPriority::lower);
        SpringApplication.run(BillingApplication.class, args);
    }
}
