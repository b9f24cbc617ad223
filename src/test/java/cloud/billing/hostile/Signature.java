package cloud.billing.hostile;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature that a request must carry (contract 1.1), written from the contract alone. */
record Signature(String head, String body, String password) {

    /** In lower-case hex, over these headers, separated by semicolons, and the body. */
    String over(String signedHeaders) {
        String headers = Stream.of(signedHeaders.split(";"))
                .map(name -> name + ":" + values(name) + "\n")
                .collect(Collectors.joining());
        String canonical = "POST\n/\n\n" + headers + "\n" + signedHeaders + "\n" + sha256(body);
        return hmac("ZC2-HMAC-SHA256\n" + values("x-zc-timestamp") + "\n" + sha256(canonical));
    }

    private String values(String name) {
        Matcher header =
                Pattern.compile("(?im)^" + Pattern.quote(name) + ":(.*)$").matcher(head);
        return header.results().map(found -> found.group(1).strip()).collect(Collectors.joining(","));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(password), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
