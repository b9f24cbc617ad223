package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT0.000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT59.5S, 60"})
    void whoComesAfterTheWholeSecondsHasWaitedLongEnough(Duration wait, String seconds) {
        assertThat(Refusals.wholeSeconds(wait)).isEqualTo(seconds);
    }
}
