package cloud.billing.support;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that is off by {@code CLOCK_OFFSET}: the only test class that a packaged copy gets. */
public final class ShiftedClock {

    static final String OFFSET = "CLOCK_OFFSET";

    @Bean
    @Primary
    Clock shifted() {
        return Clock.offset(Clock.systemUTC(), Duration.parse(System.getenv(OFFSET)));
    }
}
