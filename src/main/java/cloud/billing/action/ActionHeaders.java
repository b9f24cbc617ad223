package cloud.billing.action;

import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_LENGTH;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.action.ProtocolError.MISSING_PARAMETER;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of the action protocol (contract 1), validated. */
record ActionHeaders(String action, @Nullable String idempotencyKey) {

    private static final Set<String> VERSIONS = Set.of("2023-03-13", "2026-04-01");
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int KEY_LENGTH = 255;
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]+");

    static ActionHeaders of(HttpServletRequest request) {
        String action = required(request, "X-ZC-Action");
        if (!VERSIONS.contains(required(request, "X-ZC-Version"))) {
            throw new ActionException(INVALID_PARAMETER_VALUE, "X-ZC-Version must be 2023-03-13 or 2026-04-01.");
        }
        return new ActionHeaders(action, idempotencyKey(request.getHeader(IDEMPOTENCY_KEY)));
    }

    private static String required(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        if (value == null || value.isBlank()) {
            throw new ActionException(MISSING_PARAMETER, "Send the header " + name + ".");
        }
        return value.strip();
    }

    private static @Nullable String idempotencyKey(@Nullable String key) {
        if (key == null) {
            return null;
        }
        if (key.length() > KEY_LENGTH) {
            throw new ActionException(
                    INVALID_PARAMETER_EXCEED_LENGTH,
                    IDEMPOTENCY_KEY + " must not be longer than " + KEY_LENGTH + " characters.");
        }
        if (!PRINTABLE_ASCII.matcher(key).matches()) {
            throw new ActionException(
                    INVALID_PARAMETER_PATTERN_ERROR,
                    IDEMPOTENCY_KEY + " must contain only printable ASCII characters.");
        }
        return key;
    }
}
