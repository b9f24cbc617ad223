package cloud.billing.support;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that is off, by the duration in {@code CLOCK_OFFSET}: the only class of a test that a packaged copy gets. */
public final class ShiftedClock {

    static final String OFFSET = "CLOCK_OFFSET";

    @Bean
    @Primary
    Clock shifted() {
        return Clock.offset(Clock.systemUTC(), Duration.parse(System.getenv(OFFSET)));
    }
}
