package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMarkerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogFormatTest {

    private static final Logger LOGGER = new LoggerContext().getLogger("a.logger");

    private final LoggingEvent event = new LoggingEvent();

    @BeforeEach
    void anEvent() {
        event.setLoggerContext(LOGGER.getLoggerContext());
        event.setLoggerName(LOGGER.getName());
        event.setLevel(Level.WARN);
        event.setThreadName("a-thread");
        event.setInstant(Instant.parse("2026-01-31T23:59:59.123456Z"));
        event.setMDCPropertyMap(Map.of("requestId", "T1"));
        event.setMessage("a {}");
    }

    @Test
    void aLineIsAnObjectWithLogstashsNames() {
        event.setArgumentArray(new Object[] {"message"});
        assertThat(new JsonLogFormat().format(event))
                .isEqualTo(
                        "{\"@timestamp\":\"2026-01-31T23:59:59.123456Z\",\"@version\":\"1\",\"message\":\"a message\","
                                + "\"logger_name\":\"a.logger\",\"thread_name\":\"a-thread\",\"level\":\"WARN\",\"level_value\":30000,\"requestId\":\"T1\"}\n");
    }

    @Test
    void whatIsKnownOfTheRequestIsItsOwnMember() {
        event.addKeyValuePair(new KeyValuePair("accountId", "acc-1"));
        event.addKeyValuePair(new KeyValuePair("actor", null));
        event.addKeyValuePair(new KeyValuePair("events", 3L));
        event.addKeyValuePair(new KeyValuePair("lag", Double.NaN));
        event.addKeyValuePair(new KeyValuePair("final", true));

        JsonNode line = line();

        assertThat(line.get("requestId").asString()).isEqualTo("T1");
        assertThat(line.get("accountId").asString()).isEqualTo("acc-1");
        assertThat(line.get("actor").isNull()).isTrue();
        assertThat(line.get("events").longValue()).isEqualTo(3);
        assertThat(line.get("lag").asString()).isEqualTo("NaN");
        assertThat(line.get("final").booleanValue()).isTrue();
    }

    @Test
    void aFailureHasItsTraceAndThatOfItsCause() {
        event.setThrowableProxy(
                new ThrowableProxy(new IllegalStateException("outer", new IllegalArgumentException("inner"))));

        assertThat(line().get("stack_trace").asString())
                .contains(
                        "IllegalStateException: outer",
                        "IllegalArgumentException: inner",
                        getClass().getName());
    }

    @Test
    void markersAreTags() {
        BasicMarkerFactory markers = new BasicMarkerFactory();
        event.addMarker(markers.getMarker("FATAL"));
        event.addMarker(markers.getMarker("AUDIT"));

        assertThat(line().get("tags").valueStream().map(JsonNode::asString)).containsExactly("FATAL", "AUDIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"}\n{\"level\":\"ERROR\"}",
                "\\",
                "\t\r\n\b\f\u0000\u001b[2J",
                "\u007f\u0085\u009b",
                "\u2028\u2029",
                "\u00e9\u4e2d\ud83d\ude00",
                "\ud83d"
            })
    void whateverIsLoggedComesBackAndIsAsciiOnOneLine(String anything) {
        event.setArgumentArray(new Object[] {anything});
        event.addKeyValuePair(new KeyValuePair(anything, anything));

        assertThat(new JsonLogFormat().format(event)).matches("[ -~]+\n");
        assertThat(line().get("message").asString()).isEqualTo("a " + anything);
        assertThat(line().get(anything).asString()).isEqualTo(anything);
    }

    private JsonNode line() {
        return JsonMapper.shared().readTree(new JsonLogFormat().format(event));
    }
}
