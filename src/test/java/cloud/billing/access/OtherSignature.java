package cloud.billing.access;

import cloud.billing.support.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.SecretKey;
import org.springframework.mock.web.MockHttpServletRequest;

/** A second implementation of the contract's signature (1.1): byte by byte, from the request and not from what was parsed. */
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
        write(canonical, "\n" + String.join(";", signedHeaders) + "\n" + Digests.sha256(body));
        return Digests.hmacSha256(
                password.getEncoded(),
                ("ZC2-HMAC-SHA256\n" + request.getHeader("X-ZC-Timestamp") + "\n"
                                + Digests.sha256(canonical.toByteArray()))
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
