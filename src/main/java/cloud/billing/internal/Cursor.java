package cloud.billing.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page of a list ended, in a form that a client keeps without looking inside. */
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
     * The key inside.
     *
     * @throws ProblemException where it is not a cursor with so many parts
     */
    public static List<String> parts(String cursor, int count) {
        List<String> parts = parts(cursor);
        if (parts.size() != count) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        return parts;
    }

    /**
     * The key inside, of however many parts.
     *
     * @throws ProblemException where it is not a cursor
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
