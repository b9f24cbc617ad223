package cloud.billing.audit;

import cloud.billing.fuzz.Property;
import cloud.billing.internal.Cursor;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;

/** Any text as a cursor of the feed, as it comes and as base64 of it: it is none, or is written again as it was read. */
public final class FeedCursorFuzz {

    private static final String GENERATION = "1";

    private FeedCursorFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        check(new String(input, StandardCharsets.UTF_8));
        check(Base64.getUrlEncoder().encodeToString(input));
    }

    private static void check(String sent) {
        try {
            FeedCursor cursor = AuditEventController.parse(sent, GENERATION);
            String[] parts = Stream.concat(Stream.of(GENERATION), cursor.parts().stream())
                    .toArray(String[]::new);
            Property.holds(
                    AuditEventController.parse(Cursor.of(parts), GENERATION).equals(cursor), "it is read again");
            Property.holds(cursor.after() >= 0 && cursor.delivered().newest() >= 0, "positions count from 0");
        } catch (ProblemException refusal) {
            Property.holds(refusal.code() == ProblemCode.INVALID_CURSOR, "a refusal of cursors");
        } catch (ForeignCursorException otherLog) {
            Property.holds(!Cursor.parts(sent).getFirst().equals(GENERATION), "the other log has another name");
        }
    }
}
