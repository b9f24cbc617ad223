package cloud.billing.action;

import jakarta.servlet.ServletRequest;
import java.util.Locale;
import java.util.UUID;

/**
 * Identifies one request in its answer, log lines and audit event (contract 1.2).
 *
 * @param value {@code T} and an upper-case UUID
 */
public record RequestId(String value) {

    static final String HEADER = "X-ZC-Request-Id";
    private static final String ATTRIBUTE = RequestId.class.getName();

    static RequestId next() {
        return new RequestId("T" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
    }

    /** This request's id, created if it has none yet. */
    public static RequestId of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestId known) {
            return known;
        }
        RequestId made = next();
        request.setAttribute(ATTRIBUTE, made);
        return made;
    }

    @Override
    public String toString() {
        return value;
    }
}
