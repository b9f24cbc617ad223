package cloud.billing.action;

import java.util.Map;

/**
 * The answer of a successful action (contract 1.2).
 *
 * @param requestId the id in the answer: the call's own or, for a retry, that of the first call
 * @param members what the answer adds to the id: an object, written as JSON
 */
public record ActionAnswer(RequestId requestId, Object members) {

    /** An answer that adds nothing. */
    public static ActionAnswer of(RequestId requestId) {
        return new ActionAnswer(requestId, Map.of());
    }
}
