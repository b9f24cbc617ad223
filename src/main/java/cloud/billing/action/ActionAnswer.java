package cloud.billing.action;

import java.util.Map;

/**
 * What a successful action answers (contract 1.2).
 *
 * @param requestId the id that the client is told: the call's own, or the first one's where the call repeats it
 * @param members what the answer adds to the id: an object, written as JSON
 */
public record ActionAnswer(RequestId requestId, Object members) {

    /** An answer that adds nothing. */
    public static ActionAnswer of(RequestId requestId) {
        return new ActionAnswer(requestId, Map.of());
    }
}
