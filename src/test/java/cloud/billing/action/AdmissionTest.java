package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The concurrency limit (ADR 7), with a clock that only the test moves. */
class AdmissionTest {

    private static final int MIN = 80;
    private static final int MAX = 256;
    private static final Duration FAST = Duration.ofMillis(250);

    private long now;
    private final Admission admission = new Admission(MAX, () -> now);

    @Test
    void aReplicaStartsAtTheMinimum() {
        assertThat(limitOf(admission)).isEqualTo(MIN);
    }

    @Test
    void aFastRequestRaisesTheLimit() {
        serve(10, FAST);
        assertThat(limitOf(admission)).isEqualTo(MIN + 10);
    }

    @Test
    void theLimitHasAMaximum() {
        serve(1_000, Duration.ZERO);
        assertThat(limitOf(admission)).isEqualTo(MAX);
    }

    @Test
    void aSlowRequestLowersTheLimit() {
        serve(100, Duration.ZERO);
        serve(30, FAST.plusNanos(1));
        assertThat(limitOf(admission)).isEqualTo(MIN + 70);
    }

    @Test
    void theLimitHasAMinimum() {
        serve(1_000, Duration.ofSeconds(5));
        assertThat(limitOf(admission)).isEqualTo(MIN);
    }

    @Test
    void aFailedRequestIsNoLongerInFlight() {
        assertThatThrownBy(() -> admission.admit(() -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(limitOf(admission)).isEqualTo(MIN + 1);
    }

    @Test
    void aMaximumBelowTheMinimumWins() {
        assertThat(limitOf(new Admission(3, () -> now))).isEqualTo(3);
    }

    private void serve(int requests, Duration each) {
        for (int i = 0; i < requests; i++) {
            try {
                admission.admit(() -> now += each.toNanos());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Starts them all, each while the one before is still in progress. */
    private static int limitOf(Admission admission) {
        AtomicInteger started = new AtomicInteger();
        startOneMore(admission, started);
        return started.get();
    }

    private static void startOneMore(Admission admission, AtomicInteger started) {
        try {
            admission.admit(() -> {
                started.incrementAndGet();
                startOneMore(admission, started);
            });
        } catch (OverloadedException e) {
            assertThatThrownBy(admission::requireCapacity).isInstanceOf(OverloadedException.class);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
