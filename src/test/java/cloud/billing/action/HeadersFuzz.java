package cloud.billing.action;

import cloud.billing.access.Actor;
import cloud.billing.access.Caller;
import cloud.billing.fuzz.Property;
import cloud.billing.fuzz.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.mock.web.MockHttpServletRequest;

/** Any values as the headers of an action, one in a line: every accepted value can be compared, recorded and stored. */
public final class HeadersFuzz {

    private static final List<String> HEADERS =
            List.of("X-ZC-Action", "X-ZC-Version", "Idempotency-Key", "User-Agent", "traceparent");
    private static final Caller CALLER = new Caller(new Actor(Actor.Type.USER, "someone"), "acct", Set.of(), null);

    private HeadersFuzz() {}

    public static void fuzzerTestOneInput(byte[] lines) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        String[] values = new String(lines, StandardCharsets.ISO_8859_1).split("\n", HEADERS.size());
        for (int i = 0; i < values.length; i++) {
            request.addHeader(HEADERS.get(i), values[i]);
        }
        checkOrigin(RequestOrigin.of(request));
        try {
            check(ActionHeaders.of(request));
        } catch (ActionException refusal) {
            Refusal.check(refusal);
        }
    }

    private static void check(ActionHeaders headers) {
        Property.holds(!headers.action().isBlank(), "an action has a name");
        String key = headers.idempotencyKey();
        Property.holds(key == null || key.matches("[ -~]{1,255}"), "a key is 1 to 255 printable ASCII characters");
        RequestIdentity identity = RequestIdentity.of(CALLER, headers.action(), new byte[0], key);
        Property.holds(identity.digestCount() == (key == null ? 0 : 1), "a request is known by its key");
    }

    private static void checkOrigin(RequestOrigin origin) {
        Property.holds(origin.requestId().value().matches("T[-0-9A-F]{36}"), "the request's id is ours");
        Property.holds(origin.userAgent() == null || origin.userAgent().length() <= 512, "a user agent is cut");
        Property.holds(
                origin.traceparent() == null
                        || origin.traceparent().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"),
                "a trace context is one");
    }
}
