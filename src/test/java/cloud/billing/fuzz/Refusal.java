package cloud.billing.fuzz;

import cloud.billing.action.ActionException;
import cloud.billing.action.ProtocolError;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a refusal against the contract's table (1.2), as far as a request's content can cause it. */
public final class Refusal {

    private static final Set<ProtocolError> OF_CONTENT =
            EnumSet.range(ProtocolError.MISSING_PARAMETER, ProtocolError.INVALID_PARAMETER_LESS_MINIMUM);
    private static final Pattern ONE_LINE = Pattern.compile("[ -~]{1,200}");

    private Refusal() {}

    /** Expects a code of the table, its status, and a message that repeats nothing of the request except what an id can contain. */
    public static void check(ActionException refusal) {
        Property.holds(refusal.code() instanceof ProtocolError code && OF_CONTENT.contains(code), "code of the table");
        Property.holds(refusal.status() == refusal.code().status(), "status of its code");
        Property.holds(ONE_LINE.matcher(String.valueOf(refusal.getMessage())).matches(), "message of one line");
    }
}
