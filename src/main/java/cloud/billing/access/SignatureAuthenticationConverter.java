package cloud.billing.access;

import static cloud.billing.access.AccessRefusedException.Reason.EXPIRED;
import static cloud.billing.access.AccessRefusedException.Reason.INVALID_HEADER_PATTERN;
import static cloud.billing.access.AccessRefusedException.Reason.INVALID_HEADER_VALUE;
import static cloud.billing.access.AccessRefusedException.Reason.MISSING_HEADER;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads a signed request; null if the request is not signed. The body must be readable more than once. */
final class SignatureAuthenticationConverter implements AuthenticationConverter {

    private static final String TIMESTAMP = "X-ZC-Timestamp";
    private static final String METHOD = "X-ZC-Signature-Method";
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int MOST_DIGITS = 12;

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !SignatureHeader.isSignature(authorization)) {
            return null;
        }
        SignatureHeader header = SignatureHeader.parse(authorization);
        String method = request.getHeader(METHOD);
        if (method != null && !method.equals(SignatureHeader.SCHEME)) {
            throw new AccessRefusedException(
                    INVALID_HEADER_VALUE, METHOD + " must be " + SignatureHeader.SCHEME + " where it is sent.");
        }
        String timestamp = request.getHeader(TIMESTAMP);
        return new SignatureAuthentication(
                header, new SignedRequest(timestamp, headers(request, header), body(request)), instant(timestamp));
    }

    private static Instant instant(@Nullable String timestamp) {
        if (timestamp == null || timestamp.isBlank()) {
            throw new AccessRefusedException(MISSING_HEADER, "Send " + TIMESTAMP + " with a signed request.");
        }
        if (!DIGITS.matcher(timestamp).matches()) {
            throw new AccessRefusedException(
                    INVALID_HEADER_PATTERN, TIMESTAMP + " must be a number of seconds since 1970-01-01T00:00:00Z.");
        }
        if (timestamp.length() > MOST_DIGITS) {
            throw new AccessRefusedException(EXPIRED, TIMESTAMP + " is too far from the server's clock.");
        }
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    private static SortedMap<String, String> headers(HttpServletRequest request, SignatureHeader header) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String name : header.signedHeaders()) {
            values.put(name, String.join(",", Collections.list(request.getHeaders(name))));
        }
        return values;
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            return request.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
