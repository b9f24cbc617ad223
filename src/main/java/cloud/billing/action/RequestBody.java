package cloud.billing.action;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a whole request body within the request's time budget: JSON in UTF-8. */
public final class RequestBody {

    private RequestBody() {}

    /**
     * The body; null if it is longer than {@code limit} bytes.
     *
     * @throws TimeBudgetExceededException if the time budget, or the server's read timeout, ended before the body
     * @throws IOException if the client has gone, or the body's encoding is broken
     */
    public static byte @Nullable [] read(HttpServletRequest request, int limit) throws IOException {
        long length = request.getContentLengthLong(); // -1 if unknown
        if (length > limit) {
            return null;
        }
        byte[] body = new byte[length < 0 ? limit + 1 : (int) length];
        InputStream in = request.getInputStream();
        int filled = 0;
        for (int read = 0; read >= 0 && filled < body.length; filled += Math.max(read, 0)) {
            read = readSome(in, body, filled);
            TimeBudget.requireSome(); // or a client that trickles bytes would hold this thread forever
        }
        return filled > limit ? null : Arrays.copyOf(body, filled);
    }

    /** Whether a {@code Content-Type} is {@code application/json}, with no charset or UTF-8. */
    public static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            Charset charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static int readSome(InputStream in, byte[] body, int filled) throws IOException {
        try {
            return in.read(body, filled, body.length - filled);
        } catch (IOException e) {
            if (e.getCause() instanceof SocketTimeoutException) { // Tomcat's read timeout
                throw new TimeBudgetExceededException();
            }
            throw e;
        }
    }
}
