package cloud.billing.downgrade;

import cloud.billing.fuzz.Property;
import cloud.billing.internal.Cursor;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Any text as a cursor of the list of orders, as it comes and as base64 of it: it is none, or names one place in the list. */
public final class OrderCursorFuzz {

    private static final OrderList.Filter ALL = new OrderList.Filter(null, null, null, null, null);
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String STATEMENT =
            OrderList.statement(ALL, Cursor.of("2026-01-01T00:00:00Z", "a", "b"), new HashMap<>());

    private OrderCursorFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        check(new String(input, StandardCharsets.UTF_8));
        check(Base64.getUrlEncoder().encodeToString(input));
    }

    private static void check(String sent) {
        try {
            Map<String, Object> place = place(sent);
            OffsetDateTime time = (OffsetDateTime) place.get("afterTime");
            Property.holds(time.getYear() >= 1 && time.getYear() <= 9999, "a time that the database can hold");
            Property.holds(
                    text(place, "afterAccount").matches(ID)
                            && text(place, "afterNumber").matches(ID),
                    "ids");
            String again =
                    Cursor.of(time.toInstant().toString(), text(place, "afterAccount"), text(place, "afterNumber"));
            Property.holds(place(again).equals(place), "it is read again");
        } catch (ProblemException refusal) {
            Property.holds(refusal.code() == ProblemCode.INVALID_CURSOR, "a refusal of cursors");
        }
    }

    private static Map<String, Object> place(String cursor) {
        Map<String, Object> parameters = new HashMap<>();
        Property.holds(OrderList.statement(ALL, cursor, parameters).equals(STATEMENT), "values stay outside");
        return parameters;
    }

    private static String text(Map<String, Object> place, String name) {
        return (String) place.get(name);
    }
}
