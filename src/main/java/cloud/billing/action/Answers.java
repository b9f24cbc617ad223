package cloud.billing.action;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;

/**
 * Sends an answer as JSON, whatever the client's {@code Accept} says. Sets no length: Tomcat does so at the end of the request. Until then
 * an answer that fits into Tomcat's buffer is not committed, which {@link KeepAliveProtocol} relies on.
 */
final class Answers {

    private static final int CHUNK = 8 * 1024;

    private Answers() {}

    /**
     * Sends these bytes. A client that reads a long answer slowly counts against the concurrency limit, so it must be done within the
     * request's time budget.
     *
     * @throws TimeBudgetExceededException if part of the answer was sent and no time is left for the rest
     */
    static void send(HttpServletResponse response, byte[] json) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        for (int sent = 0; sent < json.length; sent += CHUNK) {
            response.getOutputStream().write(json, sent, Math.min(CHUNK, json.length - sent));
            if (response.isCommitted()) {
                TimeBudget.requireSome();
            }
        }
    }
}
