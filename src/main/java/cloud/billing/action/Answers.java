package cloud.billing.action;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;

/**
 * Sends an answer's bytes, whatever the client says that it accepts. Does not tell their length: Tomcat does, when the request is over,
 * and until then nothing is on its way, which {@link KeepAliveProtocol} relies on.
 */
final class Answers {

    private Answers() {}

    static void send(HttpServletResponse response, byte[] json) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json);
    }
}
