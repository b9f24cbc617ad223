package cloud.billing.hostile;

import cloud.billing.support.Digests;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The signature that a request must carry (contract 1.1), written from the contract alone. */
record Signature(String head, String body, String password) {

    /** In lower-case hex, over these headers, separated by semicolons, and the body. */
    String over(String signedHeaders) {
        String headers = Stream.of(signedHeaders.split(";"))
                .map(name -> name + ":" + values(name) + "\n")
                .collect(Collectors.joining());
        String canonical = "POST\n/\n\n" + headers + "\n" + signedHeaders + "\n" + Digests.sha256(bytes(body));
        String toSign = "ZC2-HMAC-SHA256\n" + values("x-zc-timestamp") + "\n" + Digests.sha256(bytes(canonical));
        return Digests.hmacSha256(bytes(password), bytes(toSign));
    }

    private String values(String name) {
        Matcher header =
                Pattern.compile("(?im)^" + Pattern.quote(name) + ":(.*)$").matcher(head);
        return header.results().map(found -> found.group(1).strip()).collect(Collectors.joining(","));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
