package cloud.billing.access;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.mock.web.MockHttpServletRequest;

/** The signature of the contract (1.1), made a second time: byte by byte, from the request and not from what was read of it. */
final class OtherSignature {

    private OtherSignature() {}

    static String of(List<String> signedHeaders, MockHttpServletRequest request, SecretKey password) {
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        write(canonical, "POST\n/\n\n");
        for (String name : signedHeaders) {
            String value = request.getHeader(name);
            write(canonical, name + ":" + (value == null ? "" : value.strip()) + "\n");
        }
        byte[] body = request.getContentAsByteArray() == null ? new byte[0] : request.getContentAsByteArray();
        write(canonical, "\n" + String.join(";", signedHeaders) + "\n" + sha256(body));
        return hmac(
                password,
                "ZC2-HMAC-SHA256\n" + request.getHeader("X-ZC-Timestamp") + "\n" + sha256(canonical.toByteArray()));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(SecretKey password, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(password);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
