package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The rows of the contract's error table (1.2) that are about the protocol; each answer's shape is checked as it arrives. */
@BillingTest
class ErrorTableTest {

    private final Billing billing;
    private final Account account;
    private final String body;

    ErrorTableTest(@Autowired Billing billing) {
        this.billing = billing;
        this.account = billing.newAccount();
        String instance = account.instance();
        this.body = Account.body(instance);
        account.downgrade(instance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-ZC-Action", "X-ZC-Version", "X-ZC-Timestamp"})
    void aRequiredHeaderIsMissing(String header) {
        Http.send(request().header(header, null)).isRefused(400, "MISSING_PARAMETER");
        Http.send(request().header(header, " ")).isRefused(400, "MISSING_PARAMETER");
    }

    @Test
    void theContentTypeIsMissing() {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v2/vm"))
                .POST(BodyPublishers.ofString(body))
                .build();
        Http.send(request).isRefused(400, "MISSING_PARAMETER");
    }

    @ParameterizedTest
    @CsvSource({
        "X-ZC-Version, 2020-01-01, INVALID_PARAMETER_VALUE",
        "X-ZC-Signature-Method, HMAC-SHA1, INVALID_PARAMETER_VALUE",
        "X-ZC-Timestamp, 12ab, INVALID_PARAMETER_PATTERN_ERROR",
        "X-ZC-Timestamp, -5, INVALID_PARAMETER_PATTERN_ERROR",
        "Idempotency-Key, k\ty, INVALID_PARAMETER_PATTERN_ERROR",
        "Idempotency-Key, '', INVALID_PARAMETER_PATTERN_ERROR"
    })
    void aHeaderHasABadValue(String header, String value, String code) {
        Http.send(request().header(header, value)).isRefused(400, code);
    }

    @Test
    void anIdempotencyKeyIsTooLong() {
        Http.send(request().header("Idempotency-Key", "k".repeat(256)))
                .isRefused(400, "INVALID_PARAMETER_EXCEED_LENGTH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MISSING_PARAMETER               | {}
            INVALID_PARAMETER_TYPE          | {"instanceId":1}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId":"a b"}
            INVALID_PARAMETER_PATTERN_ERROR | {"instanceId"
            INVALID_PARAMETER_EXCEED_LENGTH | {"instanceId":"12345678901234567890123456789012345678901234567890123456789012345"}
            """)
    void aParameterIsBad(String code, String bad) {
        Http.send(account.signed("CancelInstanceDowngrade", bad)).isRefused(400, code);
        Http.send(account.signed("DescribeInstanceTypeStatus", bad)).isRefused(400, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cancel", "cancelinstancedowngrade", "../x", "\u00e4"})
    void thereIsNoSuchAction(String action) {
        Http.send(request().header("X-ZC-Action", action)).isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
    }

    @ParameterizedTest
    @CsvSource({
        "CancelInstanceDowngrade, vm:write",
        "CancelInstanceBandwidthDowngrade, vm:write",
        "CancelInstanceTrafficPackageDowngrade, vm:write",
        "DescribeInstanceTypeStatus, vm:read",
        "DescribeInstanceInternetStatus, vm:read",
        "DescribeInstances, vm:read"
    })
    void theKeyLacksTheScope(String action, String scope) {
        String other = scope.equals("vm:read") ? "vm:write" : "vm:read";
        Http.send(account.withKeyOf(other, action, "none")).isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
        assertThat(Http.send(account.withKeyOf(scope, action, "none")).status()).isNotEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2",
                "/api/v2/",
                "/api/v2/vm/",
                "/api/v2/vms",
                "/api/v2/vm;a=b",
                "/api/v2/v%6D",
                "/api/v2/x/y"
            })
    void thereIsNoSuchPath(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build();
        Http.send(request).isRefused(404, "OPERATION_FAILED_RESOURCE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "WHATEVER"})
    void theMethodIsWrong(String method) {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v2/vm"))
                .method(method, BodyPublishers.noBody())
                .build();
        assertThat(Http.send(request).isRefused(405, "INVALID_PARAMETER_VALUE").header("Allow"))
                .hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/json; charset=utf-16",
                "application/json; charset=nope",
                "json"
            })
    void theMediaTypeIsWrong(String contentType) {
        Http.send(request().header("Content-Type", contentType)).isRefused(415, "INVALID_PARAMETER_TYPE");
    }

    @Test
    void theBodyIsTooLarge() {
        byte[] large = new byte[64 * 1024 + 1];
        Http.send(ActionRequest.to(billing.port(), "CancelInstanceDowngrade", large))
                .isRefused(413, "INVALID_PARAMETER_EXCEED_LENGTH");
    }

    @Test
    void aBodyOf64KibibytesIsNotTooLarge() {
        String padded = body.replace("}", ",\"pad\":\"\"}");
        String full = padded.replace("\"\"", '"' + "x".repeat(64 * 1024 - padded.length()) + '"');
        assertThat(full.getBytes(StandardCharsets.UTF_8)).hasSize(64 * 1024);
        Http.send(account.signed("CancelInstanceDowngrade", full)).isCancelled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON"
            })
    void eachWayToSayJsonIsAccepted(String contentType) {
        ActionRequest request = account.unsigned("CancelInstanceDowngrade", body)
                .header("Content-Type", contentType)
                .signed(account.accessKeyId(), account.password(), Instant.now());
        Http.send(request).isCancelled();
    }

    @Test
    void whateverTheClientAcceptsItGetsJson() {
        Http.send(request().header("Accept", "text/html")).isCancelled();
    }

    @Test
    void eachRequestHasAnIdOfItsOwn() {
        Answer one = Http.send(request().header("X-ZC-Version", "1"));
        Answer other = Http.send(request().header("X-ZC-Version", "1"));
        assertThat(one.requestId()).isNotEqualTo(other.requestId());
    }

    private ActionRequest request() {
        return account.signed("CancelInstanceDowngrade", body);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + billing.port() + path);
    }
}
