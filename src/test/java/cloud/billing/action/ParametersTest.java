package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instanceId\":\"vm-1\"}",
                " { \"instanceId\" : \"vm-1\" , \"unknown\" : [ { } ] }\n",
                "{\"instanceId\":\"\\u0076m-1\"}"
            })
    void anIdIsRead(String body) {
        assertThat(Parameters.parse(utf8(body)).requiredId("instanceId")).isEqualTo("vm-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            MISSING_PARAMETER               | {}
            MISSING_PARAMETER               | {"instanceId":null}
            MISSING_PARAMETER               | {"instanceId":""}
            MISSING_PARAMETER               | {"instanceId":" \\t"}
            MISSING_PARAMETER               | {"InstanceId":"vm-1"}
            INVALID_PARAMETER_TYPE          | {"instanceId":1}
            INVALID_PARAMETER_TYPE          | {"instanceId":true}
            INVALID_PARAMETER_TYPE          | {"instanceId":["vm-1"]}
            INVALID_PARAMETER_TYPE          | {"instanceId":{}}
            INVALID_PARAMETER_TYPE          | ["vm-1"]
            INVALID_PARAMETER_TYPE          | "vm-1"
            INVALID_PARAMETER_TYPE          | null
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"-vm"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm 1"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm/1"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm\\u0000"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm\\n"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm-é"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"'; DROP TABLE downgrade_order; --"}
            INVALID_PARAMETER_PATTERN_ERROR | `  `
            INVALID_PARAMETER_PATTERN_ERROR | {
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm-1"
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm-1"} x
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm-1"}{}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm-1","instanceId":"vm-1"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"vm-1","x":{"a":1,"a":2}}
            INVALID_PARAMETER_PATTERN_ERROR | {'instanceId':'vm-1'}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":NaN}
            INVALID_PARAMETER_PATTERN_ERROR | // comment
            """)
    void aBadBodyIsRefused(String code, String body) {
        assertThat(refusal(utf8(body))).isEqualTo(code);
    }

    @Test
    void anEmptyBodyIsRefused() {
        assertThat(refusal(new byte[0])).isEqualTo("INVALID_PARAMETER_PATTERN_ERROR");
    }

    @Test
    void aBodyInAnotherEncodingIsRefused() {
        String body = "{\"instanceId\":\"vm-\u00e9\"}";
        assertThat(refusal(body.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("INVALID_PARAMETER_PATTERN_ERROR");
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_16))).isEqualTo("INVALID_PARAMETER_PATTERN_ERROR");
    }

    @Test
    void aBodyOfEndlessNestingIsRefused() {
        assertThat(refusal(utf8("{\"x\":" + "[".repeat(30_000)))).isEqualTo("INVALID_PARAMETER_PATTERN_ERROR");
    }

    @Test
    void anIdOf64CharactersIsTheLongest() {
        assertThat(Parameters.parse(utf8(id(64))).requiredId("instanceId")).hasSize(64);
        assertThat(refusal(utf8(id(65)))).isEqualTo("INVALID_PARAMETER_EXCEED_LENGTH");
    }

    private static String id(int length) {
        return "{\"instanceId\":\"" + "a".repeat(length) + "\"}";
    }

    private static String refusal(byte[] body) {
        return catchThrowableOfType(
                        ActionException.class, () -> Parameters.parse(body).requiredId("instanceId"))
                .code()
                .name();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
