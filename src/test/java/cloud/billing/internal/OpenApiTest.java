package cloud.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The internal API is what its document says; {@code -Dopenapi.write=true} writes the document anew. */
@BillingTest
@Import(OpenApiDocument.class)
@TestPropertySource(
        properties = {
            "springdoc.api-docs.enabled=true",
            "springdoc.api-docs.version=openapi_3_1",
            "springdoc.paths-to-match=/internal/v1/**",
            "springdoc.paths-to-exclude=/internal/v1/openapi.json",
            "springdoc.writer-with-order-by-keys=true"
        })
class OpenApiTest {

    private static final Path DOCUMENT = Path.of("src", "main", "resources", "openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Billing billing;
    private final OpenApiWebMvcResource generator;

    OpenApiTest(@Autowired Billing billing, @Autowired OpenApiWebMvcResource generator) {
        this.billing = billing;
        this.generator = generator;
    }

    @Test
    void itIsWhatIsGeneratedFromTheControllers() throws IOException {
        String generated = JSON.writeValueAsString(generated()) + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(DOCUMENT, generated);
        }
        assertThat(generated).isEqualTo(Files.readString(DOCUMENT));
    }

    @Test
    void itIsServedToEverybody() throws Exception {
        URI uri = URI.create("http://localhost:" + billing.port() + "/internal/v1/openapi.json");
        HttpResponse<String> served =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(served.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(served.body()).isEqualTo(Files.readString(DOCUMENT));
    }

    @Test
    void itIsOpenApi31AndNamesEachCallOfTheContract() throws IOException {
        JsonNode document = JSON.readTree(DOCUMENT);
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
        assertThat(document.findValuesAsString("operationId")).allMatch(id -> id.matches("[a-z]+([A-Z][a-z]+)+"));
    }

    /** Python, Go and Rust do not know Java's character classes, or compile no pattern with surrogates. */
    @Test
    void itsPatternsAreForAnyLanguage() {
        assertThat(JSON.readTree(DOCUMENT).findValuesAsString("pattern"))
                .isNotEmpty()
                .noneMatch(pattern -> pattern.matches(".*(\\\\[pPu]|&&).*"));
    }

    /** The document without the server's address; patterns are anchored, as they are in Java, and for any language. */
    private JsonNode generated() throws IOException {
        ObjectNode document = (ObjectNode)
                JSON.readTree(generator.openapiJson(new MockHttpServletRequest(), "/v3/api-docs", Locale.ENGLISH));
        document.remove("servers");
        for (JsonNode schema : document.findParents("pattern")) {
            String pattern = schema.get("pattern").stringValue().replace("\\p{Cc}\\p{Cs}", "\\x00-\\x1F\\x7F-\\x9F");
            ((ObjectNode) schema).put("pattern", "^(?:" + pattern + ")$");
        }
        return document;
    }
}
