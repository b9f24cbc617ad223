package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.demo.ConsoleServer;
import cloud.billing.support.Account;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Contract 3, enforced by the browser: which page may talk to which API. */
@BrowserTest
class OriginsIT {

    private static final String FETCH = """
            const done = arguments[arguments.length - 1];
            document.addEventListener('securitypolicyviolation', ({effectiveDirective}) => done(effectiveDirective));
            fetch(arguments[0], {method: 'POST'}).catch(() => {});""";

    private final Stage stage;
    private final Console console;
    private final Account account;

    OriginsIT(Stage stage, Console console) {
        this.stage = stage;
        this.console = console;
        this.account = stage.billing().newAccount();
    }

    @Test
    void aPageOfAnotherOriginIsStoppedByTheBrowser() throws IOException {
        account.downgrade(account.instance());
        stage.signIn(account);
        try (ConsoleServer stranger = stage.strangeConsole()) {
            console.driver().get(stranger.origin());
            console.toldAboveAll("The service cannot be reached");
            assertThat(console.instances()).isEmpty();
            assertThat(console.complaints())
                    .anyMatch(
                            each -> each.contains("from origin '" + stranger.origin() + "' has been blocked by CORS"));
        }
    }

    @Test
    void thePageMayTalkToItsApiAndToNobodyElse() {
        console.open(account);
        String other = "http://localhost:" + stage.billing().port() + "/api/v2/vm";
        assertThat(console.driver().executeAsyncScript(FETCH, other)).isEqualTo("connect-src");
    }

    @Test
    void nothingButTheFilesOfThePageIsServedAndByOneNameOnly() throws Exception {
        stage.signIn(account);
        assertThat(get(stage.console() + "application-demo.yaml").statusCode()).isEqualTo(404);
        assertThat(get(stage.console() + "..%2Fapplication-demo.yaml").statusCode())
                .isEqualTo(404);
        HttpResponse<String> byNumber = get(stage.console().replace("localhost", "127.0.0.1") + "session.json");
        assertThat(byNumber.statusCode()).isEqualTo(302);
        assertThat(byNumber.headers().firstValue("Location")).hasValue(stage.console());
        HttpResponse<String> session = get(stage.console() + "session.json");
        assertThat(session.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(session.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(session.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(session.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe", "*");
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        }
    }
}
