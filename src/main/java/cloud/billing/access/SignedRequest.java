package cloud.billing.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * What a ZC2 signature covers (contract 1.1).
 *
 * @param timestamp {@code X-ZC-Timestamp} as it was sent
 * @param signedHeaders each signed header's value by its lower-case name
 * @param body the body's bytes as received
 */
record SignedRequest(String timestamp, SortedMap<String, String> signedHeaders, byte[] body) {

    /** The signature that this request must carry, in lower-case hex. */
    String signature(SecretKey password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(password);
            return hex(mac.doFinal(utf8(stringToSign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String stringToSign() {
        return String.join("\n", SignatureHeader.SCHEME, timestamp, sha256(asReceived(canonicalRequest())));
    }

    private String canonicalRequest() {
        String headers = signedHeaders.entrySet().stream()
                .map(SignedRequest::canonicalHeader)
                .collect(Collectors.joining());
        return String.join("\n", "POST", "/", "", headers, String.join(";", signedHeaders.keySet()), sha256(body));
    }

    private static String canonicalHeader(Map.Entry<String, String> header) {
        return header.getKey() + ":" + header.getValue().strip() + "\n";
    }

    private static String sha256(byte[] bytes) {
        return hex(Sha256.begin().digest(bytes));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Restores the header bytes, which the container has decoded as ISO 8859-1 whatever the client meant by them. */
    private static byte[] asReceived(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
