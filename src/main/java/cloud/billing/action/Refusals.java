package cloud.billing.action;

import cloud.billing.access.AccessMeters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.CloseNowException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/** Answers failed requests in the contract's shape (1.2). */
@Component
class Refusals implements AuthenticationEntryPoint {

    private final RequestLog requestLog;
    private final AccessMeters accessMeters;

    Refusals(RequestLog requestLog, AccessMeters accessMeters) {
        this.requestLog = requestLog;
        this.accessMeters = accessMeters;
    }

    /** Records a failed request, and answers it unless an answer is already committed: then closes the connection if that was a success. */
    void send(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        ActionException refusal = ErrorMapping.refusal(failure);
        requestLog.refused(request, refusal, failure);
        if (response.isCommitted()) {
            closeIfASuccessWasCutOff(response, failure);
            return;
        }
        response.resetBuffer();
        response.setStatus(refusal.status().value());
        if (refusal.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "ZC2-HMAC-SHA256, Bearer");
        }
        if (refusal.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, wholeSeconds(refusal.retryAfter()));
        }
        Answers.send(response, Envelope.failure(RequestId.of(request), refusal.code(), refusal.getMessage()));
    }

    /** Answers a request whose credential is not accepted. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notAccepted)
            throws IOException {
        accessMeters.refused(notAccepted);
        send(request, response, notAccepted);
    }

    /** Otherwise the client would wait for the rest. A refusal by Tomcat itself is complete. */
    private static void closeIfASuccessWasCutOff(HttpServletResponse response, Throwable failure) throws IOException {
        if (response.getStatus() == HttpStatus.OK.value()) {
            throw new CloseNowException(failure);
        }
    }

    /** A wait in seconds for {@code Retry-After}: rounded up, at least 1. */
    static String wholeSeconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }
}
