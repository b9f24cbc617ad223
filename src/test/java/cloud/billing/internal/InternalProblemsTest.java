package cloud.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.InternalClient;
import cloud.billing.support.TokenIssuer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is wrong with a request to the internal API is told as a problem (RFC 9457), with a stable code. */
@BillingTest
class InternalProblemsTest {

    private static final String ORDER = "/accounts/acct/downgrade-orders/order";
    private static final String INSTANCE = "/accounts/acct/instances/vm";

    private final Billing billing;
    private final TokenIssuer issuer;
    private final InternalClient platform;

    InternalProblemsTest(@Autowired Billing billing, @Autowired TokenIssuer issuer) {
        this.billing = billing;
        this.issuer = issuer;
        this.platform = billing.internal();
    }

    @Test
    void eachWrongFieldIsNamed() {
        var problem = platform.put(ORDER, "{\"instanceId\":\"a b\",\"change\":\"SPECIFICATION\",\"from\":\"a\"}")
                .is("400 INVALID_CONTENT")
                .json();
        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").stringValue()))
                .containsExactlyInAnyOrder("instanceId", "to", "effectiveAt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            change      | {"instanceId":"a","change":"WHATEVER","from":"a","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}
            effectiveAt | {"instanceId":"a","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"tomorrow"}
            to          | {"instanceId":"a","change":"BANDWIDTH","from":100,"to":"c.2c4g","effectiveAt":"2999-01-01T00:00:00Z"}
            to          | {"instanceId":"a","change":"BANDWIDTH","from":100,"to":1.5,"effectiveAt":"2999-01-01T00:00:00Z"}
            from        | {"instanceId":"a","change":"SPECIFICATION","from":{},"to":"b","effectiveAt":"2999-01-01T00:00:00Z"}
            effectiveAt | {"instanceId":"a","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"+999999999-01-01T00:00:00Z"}
            from        | {"instanceId":"a","change":"SPECIFICATION","from":"a\\u0000","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}
            body        | {"instanceId"
            """)
    void aWrongValueIsNamed(String field, String content) {
        var problem = platform.put(ORDER, content).is("400 INVALID_CONTENT").json();
        assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            body        | {"instanceId":"a","change":"BANDWIDTH","change":"BANDWIDTH","from":100,"to":50,"effectiveAt":"2999-01-01T00:00:00Z"}
            change      | {"instanceId":"a","change":1,"from":100,"to":50,"effectiveAt":"2999-01-01T00:00:00Z"}
            effectiveAt | {"instanceId":"a","change":"BANDWIDTH","from":100,"to":50,"effectiveAt":32472144000}
            """)
    void noContentIsTakenForAnother(String field, String content) {
        var problem = platform.put(ORDER, content).is("400 INVALID_CONTENT").json();
        assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo(field);
    }

    @Test
    void contentOfMoreThan64KibibytesIsRefused() {
        platform.post(ORDER + "/cancel", "{\"reason\":\"%s\"}".formatted("x".repeat(65_536)))
                .is("413 CONTENT_TOO_LARGE");
    }

    @Test
    void whatTheContainerRefusesIsAProblemToo() {
        platform.get("/accounts/acct;a=b/instances/vm").is("400 MALFORMED_REQUEST");
    }

    @Test
    void aWrongIdInThePathIsNamed() {
        var problem = platform.get("/accounts/-/instances/vm")
                .is("400 INVALID_CONTENT")
                .json();
        assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo("accountId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\n", " "})
    void textThatCannotBeStoredIsRefused(String text) {
        String content = """
                {"instanceName":"%1$s","zoneId":"Z","instanceType":"t","instanceChargeType":"PREPAID","instanceStatus":"s",\
                "internetChargeType":"x","createTime":"2026-01-01T00:00:00Z"}""".formatted(text);
        platform.put(INSTANCE, content).is("400 INVALID_CONTENT");
        platform.post(ORDER + "/cancel", "{\"reason\":\"%s\"}".formatted(text)).is("400 INVALID_CONTENT");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0",
        "limit=1001",
        "limit=x",
        "status=WHATEVER",
        "dueBefore=tomorrow",
        "accountId=%20",
        "dueBefore=%2B999999999-01-01T00:00:00Z"
    })
    void aWrongParameterIsRefused(String query) {
        platform.get("/downgrade-orders?" + query).is("400 INVALID_CONTENT");
    }

    @ParameterizedTest
    @CsvSource({
        "x",
        "'%%%'",
        "YQ",
        "YQpiCmM",
        "MjAyNi0wMS0wMVQwMDowMDowMFoKAApi",
        "Kzk5OTk5OTk5OS0wMS0wMVQwMDowMDowMFoKYQpi"
    })
    void aWrongCursorIsRefused(String cursor) {
        platform.get("/downgrade-orders?cursor=" + cursor.replace("%", "%25")).is("400 INVALID_CURSOR");
    }

    @Test
    void noTokenAnExpiredOneAndAWrongOneAreRefused(@Autowired MeterRegistry meters) {
        Counter refusals = meters.counter("billing.access.refusals", "reason", "INVALID_TOKEN");
        double before = refusals.count();
        InternalClient.send(HttpRequest.newBuilder(uri(INSTANCE)).build()).is("401 UNAUTHENTICATED");
        as("x").get(INSTANCE).is("401 UNAUTHENTICATED");
        as(new TokenIssuer().service("s", "billing:read", Duration.ofHours(1)))
                .get(INSTANCE)
                .is("401 UNAUTHENTICATED");
        as(issuer.service("s", "billing:read", Duration.ofHours(-1)))
                .get(INSTANCE)
                .is("401 TOKEN_EXPIRED");
        assertThat(refusals.count()).isEqualTo(before + 2);
    }

    @Test
    void aSignatureIsNoGoodHere() {
        Account account = billing.newAccount();
        HttpRequest signed = account.cancelRequest("vm").build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(INSTANCE));
        signed.headers().map().forEach((name, values) -> request.header(name, values.getFirst()));
        InternalClient.send(request.build()).is("401 UNAUTHENTICATED");
    }

    @Test
    void aUsersTokenIsNoGoodHereWhateverItsScopes() {
        as(issuer.user("user", "acct", "billing:read billing:write", Duration.ofHours(1)))
                .get(INSTANCE)
                .is("403 SCOPE_MISSING");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /accounts/a/instances/vm,                     billing:read",
        "PUT,    /accounts/a/instances/vm,                     billing:write",
        "GET,    /accounts/a/downgrade-orders/o,               billing:read",
        "PUT,    /accounts/a/downgrade-orders/o,               billing:write",
        "POST,   /accounts/a/downgrade-orders/o/cancel,        billing:write",
        "POST,   /accounts/a/downgrade-orders/o/start,         billing:write",
        "POST,   /accounts/a/downgrade-orders/o/complete,      billing:write",
        "POST,   /accounts/a/downgrade-orders/o/release,       billing:write",
        "GET,    /downgrade-orders,                            billing:read",
        "POST,   /accounts/a/access-keys,                      access-keys:write",
        "GET,    /accounts/a/access-keys,                      access-keys:write",
        "DELETE, /accounts/a/access-keys/k,                    access-keys:write",
        "GET,    /audit-events,                                audit:read"
    })
    void eachCallNeedsItsScopeAndNoOther(String method, String path, String scope) {
        String content = method.startsWith("P") ? "{}" : null;
        String others = "billing:read billing:write audit:read access-keys:write vm:read vm:write".replace(scope, "");
        billing.internal(others).send(method, path, content).is("403 SCOPE_MISSING");
        assertThat(billing.internal(scope).send(method, path, content).status()).isNotEqualTo(403);
    }

    @Test
    void wrongPathsMethodsAndMediaTypesAreProblems() {
        platform.get("/whatever").is("404 RESOURCE_NOT_FOUND");
        platform.delete(INSTANCE).is("405 METHOD_NOT_ALLOWED");
        as("x").post("/openapi.json", "{}").is("401 UNAUTHENTICATED");
        HttpRequest text = HttpRequest.newBuilder(uri(INSTANCE))
                .header("Authorization", "Bearer " + issuer.service("s", "billing:write", Duration.ofHours(1)))
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("x"))
                .build();
        InternalClient.send(text).is("415 UNSUPPORTED_MEDIA_TYPE");
    }

    private InternalClient as(String token) {
        return platform.with(billing.port(), token);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + billing.port() + "/internal/v1" + path);
    }
}
