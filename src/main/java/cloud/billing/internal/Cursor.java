package cloud.billing.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page of a list ended, as text that is opaque to clients. */
public final class Cursor {

    private static final String SEPARATOR = "\n";

    private Cursor() {}

    /** The cursor after a row with this key. */
    public static String of(String... key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, key).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The parts of the key in a cursor.
     *
     * @throws ProblemException if it is not a cursor with {@code count} parts
     */
    public static List<String> parts(String cursor, int count) {
        List<String> parts = parts(cursor);
        if (parts.size() != count) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        return parts;
    }

    /**
     * The parts of the key in a cursor, however many.
     *
     * @throws ProblemException if it is not a cursor
     */
    public static List<String> parts(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return List.of(text.split(SEPARATOR, -1));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
    }
}
