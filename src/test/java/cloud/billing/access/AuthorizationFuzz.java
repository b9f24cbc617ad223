package cloud.billing.access;

import cloud.billing.fuzz.Property;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * Any headers of a signed request, one in a line, and then any body: it is refused for a reason of the contract, or parsed as written; its
 * required signature is then the one that another implementation of the contract computes.
 */
public final class AuthorizationFuzz {

    private static final List<String> HEADERS =
            List.of("Authorization", "X-ZC-Timestamp", "X-ZC-Signature-Method", "Content-Type", "Host", "X-ZC-Service");
    private static final Set<AccessRefusedException.Reason> OF_HEADERS = EnumSet.of(
            AccessRefusedException.Reason.INVALID_AUTHORIZATION,
            AccessRefusedException.Reason.INVALID_HEADER_PATTERN,
            AccessRefusedException.Reason.INVALID_HEADER_VALUE,
            AccessRefusedException.Reason.MISSING_HEADER,
            AccessRefusedException.Reason.EXPIRED);
    private static final SecretKey PASSWORD =
            new SecretKeySpec("password".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

    private AuthorizationFuzz() {}

    public static void fuzzerTestOneInput(byte[] lines) {
        MockHttpServletRequest request = request(lines);
        try {
            if (new SignatureAuthenticationConverter().convert(request) instanceof SignatureAuthentication claim) {
                check(claim, request);
            }
        } catch (AccessRefusedException refused) {
            Property.holds(OF_HEADERS.contains(refused.reason()), "a reason that headers can give");
            Property.holds(String.valueOf(refused.getMessage()).matches("[ -~]{1,200}"), "message of one line");
        }
    }

    private static MockHttpServletRequest request(byte[] lines) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        String[] values = new String(lines, StandardCharsets.ISO_8859_1).split("\n", HEADERS.size() + 1);
        for (int i = 0; i < Math.min(values.length, HEADERS.size()); i++) {
            request.addHeader(HEADERS.get(i), values[i]);
        }
        if (values.length > HEADERS.size()) {
            request.setContent(values[HEADERS.size()].getBytes(StandardCharsets.ISO_8859_1));
        }
        return request;
    }

    private static void check(SignatureAuthentication claim, MockHttpServletRequest request) {
        SignatureHeader header = claim.header();
        Property.holds(header.accessKeyId().matches("[A-Za-z0-9._-]{1,128}"), "a key id can be logged");
        Property.holds(header.signature().matches("[0-9A-Fa-f]{1,128}"), "a signature is hexadecimal");
        Property.holds(header.signedHeaders().containsAll(List.of("content-type", "host")), "both are signed");
        Property.holds(
                header.signedHeaders()
                        .equals(header.signedHeaders().stream()
                                .sorted()
                                .distinct()
                                .toList()),
                "names are sorted, each once");
        Property.holds(SignatureHeader.parse(format(header)).equals(header), "it is read as it is written");
        Property.holds(
                claim.request()
                        .signature(PASSWORD)
                        .equals(OtherSignature.of(header.signedHeaders(), request, PASSWORD)),
                "the signature is the contract's");
    }

    private static String format(SignatureHeader header) {
        return "ZC2-HMAC-SHA256 Credential=" + header.accessKeyId() + ", SignedHeaders="
                + String.join(";", header.signedHeaders()) + ", Signature=" + header.signature();
    }
}
