package cloud.billing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's log after bad requests, each of which tries to forge a line that begins with {@code FORGED}. */
final class ServiceLog {

    private static final String OF_THE_JVM = "\\[[0-9.]+s]\\[.*";
    private static final Pattern ENDS_A_LINE_OR_WORSE = Pattern.compile("[\\p{Cc}\\u2028\\u2029&&[^\\t]]");

    private ServiceLog() {}

    /** Expects that each line is one JSON object with the fields of all log lines. */
    static void requireJson(String log) {
        assertThat(lines(log).filter(line -> !line.matches(OF_THE_JVM)))
                .isNotEmpty()
                .allSatisfy(line -> {
                    JsonNode json = JsonMapper.shared().readTree(line);
                    assertThat(json.propertyNames())
                            .contains("@timestamp", "level", "logger_name", "message", "thread_name");
                });
    }

    /** Expects that no line is forged, and that no character in a line moves the cursor or ends the line. */
    static void requireNoForgedLine(String log) {
        assertThat(lines(log)).isNotEmpty().noneMatch(line -> line.matches("FORGED.*|\\{\"level\".*"));
        assertThat(lines(log)).noneMatch(ENDS_A_LINE_OR_WORSE.asPredicate());
    }

    private static Stream<String> lines(String log) {
        return List.of(log.split("\n")).stream();
    }
}
