package cloud.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The internal API is what docs/openapi.json says; {@code -Dopenapi.write=true} writes the file anew. */
@BillingTest
class OpenApiTest {

    private static final Path FILE = Path.of("docs", "openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Billing billing;

    OpenApiTest(@Autowired Billing billing) {
        this.billing = billing;
    }

    @Test
    void theDocumentThatIsServedIsTheOneThatIsCommitted() throws Exception {
        String served = JSON.writeValueAsString(served()) + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(FILE, served);
        }
        assertThat(served).isEqualTo(Files.readString(FILE));
    }

    @Test
    void itIsOpenApi31AndNamesEachCallOfTheContract() throws Exception {
        JsonNode document = served();
        assertThat(document.get("openapi").stringValue()).startsWith("3.1");
        assertThat(document.get("paths").propertyNames())
                .contains(
                        "/internal/v1/accounts/{accountId}/instances/{instanceId}",
                        "/internal/v1/accounts/{accountId}/downgrade-orders/{orderNumber}",
                        "/internal/v1/accounts/{accountId}/downgrade-orders/{orderNumber}/cancel",
                        "/internal/v1/accounts/{accountId}/downgrade-orders/{orderNumber}/start",
                        "/internal/v1/accounts/{accountId}/downgrade-orders/{orderNumber}/complete",
                        "/internal/v1/accounts/{accountId}/downgrade-orders/{orderNumber}/release",
                        "/internal/v1/downgrade-orders",
                        "/internal/v1/audit-events",
                        "/internal/v1/accounts/{accountId}/access-keys",
                        "/internal/v1/accounts/{accountId}/access-keys/{accessKeyId}");
    }

    /** The document but for the address that it was asked for at. */
    private JsonNode served() throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + billing.port() + "/internal/v1/openapi.json");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        ObjectNode document = (ObjectNode) JSON.readTree(body);
        document.remove("servers");
        return document;
    }
}
