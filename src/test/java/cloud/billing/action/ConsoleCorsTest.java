package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract 3: the console's origin may call the actions from a browser, and no other. */
@BillingTest
class ConsoleCorsTest {

    private static final String CONSOLE = "https://console.example";
    private static final String STRANGER = "https://stranger.example";
    private static final String HEADERS =
            "authorization,content-type,idempotency-key,x-zc-action,x-zc-version,x-zc-timestamp,x-zc-signature-method,x-zc-request-client";

    private final Billing billing;
    private final Account account;
    private final String instance;
    private final String order;

    ConsoleCorsTest(@Autowired Billing billing) {
        this.billing = billing;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
    }

    @Test
    void theConsoleMayAsk() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(preflight(CONSOLE), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(CONSOLE);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains(HEADERS.split(","));
    }

    @Test
    void theConsoleMayCallAndReadTheRequestId() {
        Answer answer = Http.send(account.cancelRequest(instance).header("Origin", CONSOLE))
                .isCancelled();
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(CONSOLE);
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow()).contains("X-ZC-Request-Id");
    }

    @Test
    void theConsoleMayReadARefusalToo() {
        Answer answer = Http.send(
                        account.unsigned("CancelInstanceDowngrade", "{}").header("Origin", CONSOLE))
                .isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(CONSOLE);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v2/vm,    application/json, 70000, 413, INVALID_PARAMETER_EXCEED_LENGTH",
        "/api/v2/vm,    text/html,        2,     415, INVALID_PARAMETER_TYPE",
        "/api/v2/other, application/json, 2,     404, OPERATION_FAILED_RESOURCE_NOT_FOUND"
    })
    void theConsoleMayReadWhatIsRefusedBeforeItIsAskedWhoCalls(
            String path, String contentType, int length, int status, String code) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + billing.port() + path))
                .header("Origin", CONSOLE)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(" ".repeat(length)))
                .build();
        Answer answer = Http.send(request).isRefused(status, code);
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(CONSOLE);
        assertThat(answer.header("Access-Control-Expose-Headers")).hasValue("X-ZC-Request-Id, Retry-After");
    }

    @Test
    void theConsoleMayReadThatItsMethodIsWrong() {
        URI uri = URI.create("http://localhost:" + billing.port() + "/api/v2/vm");
        Answer answer = Http.send(
                        HttpRequest.newBuilder(uri).header("Origin", CONSOLE).build())
                .isRefused(405, "INVALID_PARAMETER_VALUE");
        assertThat(answer.header("Allow")).hasValue("POST");
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(CONSOLE);
    }

    @Test
    void theConsoleMayNotAskForAnotherMethod() throws Exception {
        HttpRequest put = HttpRequest.newBuilder(preflight(CONSOLE), (name, value) -> !name.endsWith("Request-Method"))
                .header("Access-Control-Request-Method", "PUT")
                .build();
        Http.send(put).isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
    }

    @Test
    void aStrangerMayNotAskNorCall() throws IOException {
        Http.send(preflight(STRANGER)).isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
        Http.send(account.cancelRequest(instance).header("Origin", STRANGER))
                .isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
    }

    private HttpRequest preflight(String origin) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + billing.port() + "/api/v2/vm"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", HEADERS)
                .build();
    }
}
