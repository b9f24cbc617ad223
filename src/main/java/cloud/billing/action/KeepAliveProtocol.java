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
 * Tomcat's HTTP/1.1, with two differences that cannot be configured: idle connections do not keep others out, and a client that is
 * turned away with 503 keeps its connection. Tomcat closes it, and connecting anew costs both sides more than the refusal, just when there
 * is nothing to spare (docs/performance.md has the figures).
 *
 * <p>Tomcat looks at the status when it begins to write the head and when the request has been served. So {@link TurnedAwayValve} gives
 * it another one at both times, and only in between, where Tomcat asks whether to compress, is the status 503 again.
 */
public final class KeepAliveProtocol extends Http11NioProtocol {

    private static final int UNAVAILABLE = HttpStatus.SERVICE_UNAVAILABLE.value();

    /** Stands in for 503; is used for nothing else, and never sent. */
    private static final int STAND_IN = 529;

    /** Where few connections are left, an idle one has no more time than one that has not sent anything: who comes next must find room. */
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

    /** Sends what is answered 503, unless it is on its way already. */
    static final class TurnedAwayValve extends ValveBase {

        TurnedAwayValve() {
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

        /** What has none is not asked whether it should be compressed. */
        private static boolean hasBody(Request request) {
            return !HttpMethod.HEAD.matches(request.getMethod());
        }
    }
}
