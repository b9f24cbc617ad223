package cloud.billing.action;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Tomcat's HTTP/1.1 with two differences that cannot be configured: when few connections are free, idle ones are closed sooner; and a 503
 * keeps the connection open. Tomcat would close it, and reconnecting costs both sides more than the refusal, just when there is nothing to
 * spare (docs/performance.md has the figures).
 *
 * <p>Tomcat checks the status when it starts to write the head and again at the end of the request. {@link RejectionValve} shows it a
 * stand-in both times; only in between, where Tomcat asks whether to compress, is the status 503 again.
 */
public final class KeepAliveProtocol extends Http11NioProtocol {

    private static final int UNAVAILABLE = HttpStatus.SERVICE_UNAVAILABLE.value();

    /** Stands in for 503; never sent, and used for nothing else. */
    private static final int STAND_IN = 529;

    /** When few connections are free, an idle one times out as soon as one that has sent nothing, to make room for new clients. */
    @Override
    public int getKeepAliveTimeout() {
        return getConnectionCount() > getMaxConnections() * 7 / 8
                ? getConnectionTimeout()
                : super.getKeepAliveTimeout();
    }

    @Override
    public boolean useCompression(org.apache.coyote.Request request, org.apache.coyote.Response response) {
        if (response.getStatus() == STAND_IN) {
            response.setStatus(UNAVAILABLE);
        }
        return super.useCompression(request, response);
    }

    /** Sends a 503, unless it is already committed. */
    static final class RejectionValve extends ValveBase {

        RejectionValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (response.getStatus() == UNAVAILABLE && !response.isCommitted() && hasBody(request)) {
                response.getCoyoteResponse().setStatus(STAND_IN);
                response.finishResponse();
                response.getCoyoteResponse().setStatus(STAND_IN);
            }
        }

        /** Tomcat does not ask whether to compress an answer without a body. */
        private static boolean hasBody(Request request) {
            return !HttpMethod.HEAD.matches(request.getMethod());
        }
    }
}
