package cloud.billing.action;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which request it was and where it came from, as the audit log records it (contract 4).
 *
 * @param sourceIp the client's address, by the forwarded-header settings of the server
 * @param userAgent truncated to 512 characters; null if none was sent
 * @param traceparent the W3C trace context that was sent; without a well-formed one, that of the service's own span; null if it does not
 *     trace
 */
public record RequestOrigin(
        RequestId requestId,
        String sourceIp,
        @Nullable String userAgent,
        @Nullable String traceparent) {

    private static final int USER_AGENT_LENGTH = 512;
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** The origin of this request. */
    public static RequestOrigin of(HttpServletRequest request) {
        return new RequestOrigin(
                RequestId.of(request),
                request.getRemoteAddr(),
                shortened(request.getHeader("User-Agent")),
                traceparent(request.getHeader("traceparent")));
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= USER_AGENT_LENGTH
                ? userAgent
                : userAgent.substring(0, USER_AGENT_LENGTH);
    }

    private static @Nullable String traceparent(@Nullable String sent) {
        if (sent != null && TRACEPARENT.matcher(sent).matches()) {
            return sent;
        }
        SpanContext own = Span.current().getSpanContext();
        return own.isValid()
                ? "00-" + own.getTraceId() + "-" + own.getSpanId() + "-"
                        + own.getTraceFlags().asHex()
                : null;
    }
}
