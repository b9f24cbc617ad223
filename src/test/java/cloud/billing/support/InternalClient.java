package cloud.billing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service of the platform, as a caller of the internal API (contract 2). */
public final class InternalClient {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String root;
    private final String token;

    public InternalClient(int port, String token) {
        this.root = "http://localhost:" + port + "/internal/v1";
        this.token = token;
    }

    /** The same API, as another caller. */
    public InternalClient with(int port, String otherToken) {
        return new InternalClient(port, otherToken);
    }

    public String token() {
        return token;
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null);
    }

    public Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    public Reply post(String path, String json) {
        return send("POST", path, json);
    }

    public Reply send(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", "Bearer " + token)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.build());
    }

    public static Reply send(HttpRequest request) {
        try {
            return Reply.of(CLIENT.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer; a problem that does not have the shape of RFC 9457 with a stable code fails the test. */
    public record Reply(int status, String type, String body) {

        static Reply of(HttpResponse<String> http) {
            String type = http.headers().firstValue("Content-Type").orElse("");
            Reply reply = new Reply(http.statusCode(), type, http.body());
            if (reply.status >= 400) {
                assertThat(reply.type).isEqualTo("application/problem+json");
                assertThat(reply.json().get("status").intValue()).isEqualTo(reply.status);
                assertThat(reply.json().get("title").stringValue()).isNotBlank();
                assertThat(reply.code()).matches("[A-Z_]+");
            }
            assertThat(http.headers().firstValue("Retry-After").isPresent())
                    .as("when to come again")
                    .isEqualTo(reply.status == 503);
            return reply;
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String code() {
            return status < 400 ? "OK" : json().get("code").stringValue();
        }

        public String text(String member) {
            return json().get(member).asString();
        }

        /** The status, and with it the problem's code where it is one. */
        public String outcome() {
            return status < 400 ? "" + status : status + " " + code();
        }

        public Reply is(String outcome) {
            assertThat(outcome()).as(body).isEqualTo(outcome);
            return this;
        }
    }
}
