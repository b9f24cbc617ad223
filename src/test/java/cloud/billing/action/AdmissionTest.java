package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The concurrency limit (ADR 7), with a clock that only the test moves. */
class AdmissionTest {

    private static final int FEWEST = 80;
    private static final int MOST = 256;
    private static final Duration SOON = Duration.ofMillis(250);

    private long now;
    private final Admission admission = new Admission(MOST, () -> now);

    @Test
    void aReplicaThatHasJustStartedTakesFew() {
        assertThat(placesOf(admission)).isEqualTo(FEWEST);
    }

    @Test
    void eachThatIsDoneSoonMakesRoomForOneMore() {
        serve(10, SOON);
        assertThat(placesOf(admission)).isEqualTo(FEWEST + 10);
    }

    @Test
    void thereIsAnEndToIt() {
        serve(1_000, Duration.ZERO);
        assertThat(placesOf(admission)).isEqualTo(MOST);
    }

    @Test
    void eachThatTakesLongerTakesAPlaceAway() {
        serve(100, Duration.ZERO);
        serve(30, SOON.plusNanos(1));
        assertThat(placesOf(admission)).isEqualTo(FEWEST + 70);
    }

    @Test
    void slowOnesDoNotTakeTheLastPlaces() {
        serve(1_000, Duration.ofSeconds(5));
        assertThat(placesOf(admission)).isEqualTo(FEWEST);
    }

    @Test
    void whatFailsGivesItsPlaceBack() {
        assertThatThrownBy(() -> admission.admit(() -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(placesOf(admission)).isEqualTo(FEWEST + 1);
    }

    @Test
    void anOperatorWhoWantsFewerHasFewer() {
        assertThat(placesOf(new Admission(3, () -> now))).isEqualTo(3);
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
    private static int placesOf(Admission admission) {
        AtomicInteger taken = new AtomicInteger();
        takeOneMore(admission, taken);
        return taken.get();
    }

    private static void takeOneMore(Admission admission, AtomicInteger taken) {
        try {
            admission.admit(() -> {
                taken.incrementAndGet();
                takeOneMore(admission, taken);
            });
        } catch (OverloadedException e) {
            assertThatThrownBy(admission::requireCapacity).isInstanceOf(OverloadedException.class);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
