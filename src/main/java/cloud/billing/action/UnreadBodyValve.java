package cloud.billing.action;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Answers a request that was refused before its body ended, gives the client a little time to finish sending and to read the answer, and
 * then closes the connection. Tomcat would read the rest for as long as bytes come: slow senders could occupy all connections.
 */
final class UnreadBodyValve extends ValveBase {

    private static final Duration GRACE = Duration.ofSeconds(5); // as long as a client may send nothing

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!isBodyRead(request) && !isClosedByTomcat(request)) {
            response.finishResponse();
            if (!isRestSentInTime(request)) {
                response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            }
        }
    }

    private static boolean isBodyRead(Request request) {
        AtomicBoolean isRead = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, isRead);
        return isRead.get();
    }

    /** A refused client that expected "100 Continue" need not send its body at all. */
    private static boolean isClosedByTomcat(Request request) {
        return request.getCoyoteRequest().hasExpectation();
    }

    private static boolean isRestSentInTime(Request request) {
        long end = System.nanoTime() + GRACE.toNanos();
        Discard discard = new Discard();
        try {
            while (request.getCoyoteRequest().doRead(discard) >= 0) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) { // gone, silent or malformed
            return false;
        }
    }

    /** Below the servlet's input stream, which is closed by now. */
    private static final class Discard implements ApplicationBufferHandler {

        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer read) {
            buffer = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // nothing is collected
        }
    }
}
