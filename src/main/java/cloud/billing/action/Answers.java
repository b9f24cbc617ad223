package cloud.billing.action;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;

/**
 * Sends an answer as JSON, whatever the client's {@code Accept} says. Sets no length: Tomcat does so at the end of the request, and until
 * then nothing is committed, which {@link KeepAliveProtocol} relies on.
 */
final class Answers {

    private Answers() {}

    static void send(HttpServletResponse response, byte[] json) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json);
    }
}
