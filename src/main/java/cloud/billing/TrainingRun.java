package cloud.billing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Ends the service as soon as it is up: a run for the JVM to learn from, when the image is built. Needs no database. */
@Component
@Profile("training")
class TrainingRun {

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void end(ApplicationReadyEvent ready) {
        System.exit(SpringApplication.exit(ready.getApplicationContext()));
    }
}
