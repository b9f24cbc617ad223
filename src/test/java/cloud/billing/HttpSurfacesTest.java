package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is open, what is 404, and the headers that browsers get with each answer. */
@BillingTest
class HttpSurfacesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Billing billing;

    HttpSurfacesTest(@Autowired Billing billing) {
        this.billing = billing;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/error", "/login", "/api", "/actuator/health", "/v3/api-docs", "/openapi.json"})
    void whatNoFeatureHasClaimedIsNotThere(String path) throws Exception {
        HttpResponse<String> answer = get(billing.port(), path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/info"})
    void theManagementPortAsksForNothing(String path) throws Exception {
        assertThat(get(billing.managementPort(), path).statusCode()).isEqualTo(200);
    }

    @Test
    void theManagementPortTellsNoMoreThanThat() throws Exception {
        assertThat(Pattern.compile("\"([a-z-]+)\":\\{\"href\"")
                        .matcher(get(billing.managementPort(), "/actuator").body())
                        .results()
                        .map(link -> link.group(1))
                        .toList())
                .contains("health")
                .isSubsetOf("self", "health", "health-path", "info", "prometheus");
        assertThat(get(billing.managementPort(), "/actuator/health").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("components", "details");
    }

    @Test
    void theManagementPortTellsTheVersion() throws Exception {
        assertThat(get(billing.managementPort(), "/actuator/info").body()).contains("\"version\":\"");
    }

    @Test
    void theDocumentIsOpenAndTheCallsAreNot() throws Exception {
        assertThat(get(billing.port(), "/internal/v1/openapi.json").statusCode())
                .isEqualTo(200);
        assertThat(get(billing.port(), "/internal/v1/audit-events").statusCode())
                .isEqualTo(401);
    }

    @Test
    void noAnswerIsToBeStoredOrGuessedAtOrFramed() throws Exception {
        Account account = billing.newAccount();
        String instance = account.instance();
        account.downgrade(instance);
        hasHeaders(account.cancel(instance).isCancelled().http());
        hasHeaders(account.cancel(account.instance()).http());
        hasHeaders(get(billing.port(), "/internal/v1/audit-events"));
    }

    private static void hasHeaders(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Cache-Control"))
                .containsExactly("no-cache, no-store, max-age=0, must-revalidate");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
