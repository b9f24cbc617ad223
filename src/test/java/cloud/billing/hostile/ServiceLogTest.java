package cloud.billing.hostile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLogTest {

    private static final String LINE =
            "{\"@timestamp\":\"t\",\"level\":\"INFO\",\"logger_name\":\"l\",\"thread_name\":\"t\",\"message\":\"%s\"}\n";

    @Test
    void aLogOfOursIsAccepted() {
        String log = LINE.formatted("one") + LINE.formatted("refused: FORGED\\r\\n");
        assertThatCode(() -> ServiceLog.requireJson(log)).doesNotThrowAnyException();
        assertThatCode(() -> ServiceLog.requireNoForgedLine(log)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FORGED",
                "{\"level\":\"INFO\",\"message\":\"FORGED\"}",
                "2026 INFO \rFORGED\r",
                "2026 INFO \u001b[2J",
                "2026 INFO \u2028FORGED\u2028",
                "2026 INFO \u0085"
            })
    void aForgedLineIsFound(String line) {
        assertThatThrownBy(() -> ServiceLog.requireNoForgedLine(LINE.formatted("one") + line + "\n"))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "{\"level\":\"INFO\",\"message\":\"x\"}"})
    void aLineThatIsNoneOfOursIsFound(String line) {
        assertThatThrownBy(() -> ServiceLog.requireJson(LINE.formatted("one") + line + "\n"));
    }
}
