package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A limit goes by the monotonic clock: a wall clock that is set back does not keep anybody out. */
class RateLimiterTest {

    /** The wall clock is read in milliseconds, and by it each of these waits would be whole milliseconds long. */
    @Test
    void aWaitIsMeasuredInNanoseconds() {
        RateLimiter limiter = new RateLimiter(new RateLimitProperties(1, 1));
        Actor actor = new Actor(Actor.Type.USER, "user");
        assertThat(limiter.timeUntilAllowed(actor)).isZero();
        List<Duration> waits =
                Stream.generate(() -> limiter.timeUntilAllowed(actor)).limit(10).toList();
        assertThat(waits).anyMatch(wait -> wait.toNanos() % 1_000_000 != 0);
    }
}
