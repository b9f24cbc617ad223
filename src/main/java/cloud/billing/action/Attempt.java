package cloud.billing.action;

import cloud.billing.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What is known so far of a request, kept with it so that a refusal can be logged and counted with it. */
final class Attempt {

    private static final String ATTRIBUTE = Attempt.class.getName();
    private static final String NO_ACTION = "none";

    private final @Nullable Caller caller;
    private @Nullable Action action;

    private Attempt(@Nullable Caller caller) {
        this.caller = caller;
    }

    /** Notes who makes this request. */
    static Attempt by(Caller caller, HttpServletRequest request) {
        Attempt attempt = new Attempt(caller);
        request.setAttribute(ATTRIBUTE, attempt);
        return attempt;
    }

    /** What is known of this request. */
    static Attempt of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Attempt known ? known : new Attempt(null);
    }

    void performs(Action known) {
        this.action = known;
    }

    /** The action's name: one of those that exist, so that it can tag a metric. */
    String actionName() {
        return action == null ? NO_ACTION : action.name();
    }

    @Nullable String accountId() {
        return caller == null ? null : caller.accountId();
    }

    @Nullable String actorId() {
        return caller == null ? null : caller.actor().id();
    }
}
