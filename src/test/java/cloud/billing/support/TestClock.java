package cloud.billing.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The system's clock, until a test sets it. */
public final class TestClock extends Clock {

    private volatile @Nullable Instant set;

    public void set(Instant instant) {
        set = instant;
    }

    public void runAgain() {
        set = null;
    }

    @Override
    public Instant instant() {
        Instant fixed = set;
        return fixed == null ? Instant.now() : fixed;
    }

    /** The time this far in the future. */
    public Instant in(Duration duration) {
        return instant().plus(duration);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
