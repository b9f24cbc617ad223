package cloud.billing.support;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * A request as a client of the contract builds it (1 and 1.1), written from the contract alone and not from the code under test. Once
 * built it can be sent again as it was.
 */
public final class ActionRequest {

    private static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private final URI endpoint;
    private final byte[] body;
    private final TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ActionRequest(int port, String action, byte[] body) {
        this.endpoint = URI.create("http://localhost:" + port + "/api/v2/vm");
        this.body = body;
        headers.put("Content-Type", CONTENT_TYPE);
        headers.put("X-ZC-Action", action);
        headers.put("X-ZC-Version", "2026-04-01");
    }

    public static ActionRequest to(int port, String action, String json) {
        return to(port, action, json.getBytes(StandardCharsets.UTF_8));
    }

    public static ActionRequest to(int port, String action, byte[] body) {
        return new ActionRequest(port, action, body);
    }

    /** Sets a header; null takes it away. */
    public ActionRequest header(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    public ActionRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public ActionRequest signed(String accessKeyId, String password, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        String canonical = "POST\n/\n\ncontent-type:" + headers.get("Content-Type") + "\nhost:"
                + endpoint.getAuthority() + "\n\ncontent-type;host\n" + Digests.sha256(body);
        String signature = Digests.hmacSha256(
                bytes(password), bytes("ZC2-HMAC-SHA256\n" + timestamp + "\n" + Digests.sha256(bytes(canonical))));
        return header("X-ZC-Timestamp", timestamp)
                .header(
                        "Authorization",
                        "ZC2-HMAC-SHA256 Credential=" + accessKeyId + ", SignedHeaders=content-type;host, Signature="
                                + signature);
    }

    public HttpRequest build() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint);
        headers.forEach(request::header);
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    /** The request as it goes over a connection that is kept open. */
    public byte[] bytes() {
        StringBuilder head = new StringBuilder("POST " + endpoint.getPath() + " HTTP/1.1\r\nHost: "
                + endpoint.getAuthority() + "\r\nContent-Length: " + body.length + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = bytes(head.append("\r\n").toString());
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
