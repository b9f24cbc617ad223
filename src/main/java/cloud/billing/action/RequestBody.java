package cloud.billing.action;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request whole, for as long as the request may take and no longer. */
public final class RequestBody {

    private RequestBody() {}

    /**
     * The body; null where it is longer than {@code limit} bytes.
     *
     * @throws TimeBudgetExceededException where the time budget, or the server's patience with a silent client, ended before the body
     * @throws IOException where the client has gone, or the body's encoding is broken
     */
    public static byte @Nullable [] read(HttpServletRequest request, int limit) throws IOException {
        long length = request.getContentLengthLong(); // -1 where it is not told
        if (length > limit) {
            return null;
        }
        byte[] body = new byte[length < 0 ? limit + 1 : (int) length];
        InputStream in = request.getInputStream();
        int filled = 0;
        for (int read = 0; read >= 0 && filled < body.length; filled += Math.max(read, 0)) {
            read = readSome(in, body, filled);
            TimeBudget.requireSome(); // a client that sends a byte now and then would hold this thread for ever
        }
        return filled > limit ? null : Arrays.copyOf(body, filled);
    }

    private static int readSome(InputStream in, byte[] body, int filled) throws IOException {
        try {
            return in.read(body, filled, body.length - filled);
        } catch (IOException e) {
            if (e.getCause() instanceof SocketTimeoutException) { // Tomcat's word for a client that was silent too long
                throw new TimeBudgetExceededException();
            }
            throw e;
        }
    }
}
