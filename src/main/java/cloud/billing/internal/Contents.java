package cloud.billing.internal;

import cloud.billing.action.BufferedRequest;
import cloud.billing.action.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the whole content of an internal request: at most 64 KiB of UTF-8, as JSON between services must be (RFC 8259, 8.1). */
final class Contents {

    private static final int LIMIT = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Contents() {}

    /**
     * The request with its content buffered.
     *
     * @throws ProblemException if it is too long, not JSON in UTF-8 by its type or bytes, or incomplete
     */
    static HttpServletRequest read(HttpServletRequest request) {
        byte[] content = bytes(request);
        if (content == null) {
            throw new ProblemException(ProblemCode.CONTENT_TOO_LARGE);
        }
        if (content.length > 0) {
            requireJson(request.getContentType(), content);
        }
        return new BufferedRequest(request, content);
    }

    private static byte @Nullable [] bytes(HttpServletRequest request) {
        try {
            return RequestBody.read(request, LIMIT);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /** With another charset declared, the parser would turn UTF-8 into other text. */
    private static void requireJson(@Nullable String contentType, byte[] content) {
        if (contentType == null || !RequestBody.isJson(contentType)) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (!isUtf8(content)) {
            throw unreadable();
        }
    }

    /** A JSON parser would also detect and accept UTF-16 and UTF-32; these have NULs, which JSON in UTF-8 never has. */
    private static boolean isUtf8(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.indexOf('\0') < 0 && text.indexOf(BYTE_ORDER_MARK) != 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static ProblemException unreadable() {
        return new ProblemException(ProblemCode.INVALID_CONTENT, List.of(InvalidContent.UNREADABLE));
    }
}
