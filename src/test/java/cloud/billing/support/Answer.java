package cloud.billing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the action endpoint; if it does not have the contract's shape (1.2), it fails the test. */
public record Answer(int status, String body, HttpResponse<String> http) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REQUEST_ID = "T[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}";
    private static final Map<String, List<Integer>> ERRORS = Map.ofEntries(
            Map.entry("MISSING_PARAMETER", List.of(400)),
            Map.entry("INVALID_PARAMETER_TYPE", List.of(400, 415)),
            Map.entry("INVALID_PARAMETER_PATTERN_ERROR", List.of(400)),
            Map.entry("INVALID_PARAMETER_EXCEED_LENGTH", List.of(400, 413)),
            Map.entry("INVALID_PARAMETER_VALUE", List.of(400, 405)),
            Map.entry("INVALID_PARAMETER_EXCEED_MAXIMUM", List.of(400)),
            Map.entry("INVALID_PARAMETER_LESS_MINIMUM", List.of(400)),
            Map.entry("AUTHFAILURE_INVALID_AUTHORIZATION", List.of(401)),
            Map.entry("AUTHFAILURE_SIGNATURE_FAILURE", List.of(401)),
            Map.entry("AUTHFAILURE_SIGNATURE_EXPIRED", List.of(401)),
            Map.entry("AUTHFAILURE_UNAUTHORIZED_OPERATION", List.of(403)),
            Map.entry("INVALID_INSTANCE_NOT_FOUND", List.of(404)),
            Map.entry("OPERATION_DENIED_DOWNGRADE_NOT_EXIST", List.of(403, 404)),
            Map.entry("OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT", List.of(403)),
            Map.entry("OPERATION_FAILED_RESOURCE_NOT_FOUND", List.of(404)),
            Map.entry("REQUEST_LIMIT_EXCEEDED", List.of(429)),
            Map.entry("SERVICE_TEMPORARY_UNAVAILABLE", List.of(503)),
            Map.entry("REQUEST_TIMED_OUT", List.of(504)),
            Map.entry("INTERNAL_SERVER_ERROR", List.of(500)));

    static Answer of(HttpResponse<String> http) {
        Answer answer = new Answer(http.statusCode(), http.body(), http);
        answer.checkShape();
        return answer;
    }

    private void checkShape() {
        assertThat(header("Content-Type")).hasValue("application/json");
        assertThat(requestId())
                .matches(REQUEST_ID)
                .isEqualTo(header("X-ZC-Request-Id").orElseThrow());
        if (status == 200) {
            assertThat(json().propertyNames()).containsExactly("requestId", "response");
            assertThat(json().at("/response/requestId").stringValue()).isEqualTo(requestId());
        } else {
            assertThat(json().propertyNames()).containsExactly("requestId", "code", "message");
            assertThat(ERRORS.get(code())).as(code()).contains(status);
            assertThat(message()).isNotBlank().doesNotContain("Exception", "SELECT", "cloud.billing");
            assertThat(header("Retry-After").isPresent()).isEqualTo(status == 429 || status == 503);
        }
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    public String requestId() {
        return json().get("requestId").stringValue();
    }

    public String code() {
        return status == 200 ? "OK" : json().get("code").stringValue();
    }

    public String message() {
        return json().get("message").stringValue();
    }

    public Optional<String> header(String name) {
        return http.headers().firstValue(name);
    }

    /** Expects a success that adds nothing to the request id. */
    public Answer isCancelled() {
        assertThat(body).isEqualTo("{\"requestId\":\"%1$s\",\"response\":{\"requestId\":\"%1$s\"}}", requestId());
        return this;
    }

    /** Expects a refusal; its shape is checked already. */
    public Answer isRefused(int expectedStatus, String expectedCode) {
        assertThat(status + " " + code()).as(body).isEqualTo(expectedStatus + " " + expectedCode);
        return this;
    }

    /** Expects this message, formatted. */
    public Answer saying(String format, Object... arguments) {
        assertThat(message()).isEqualTo(format.formatted(arguments));
        return this;
    }
}
