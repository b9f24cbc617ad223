package cloud.billing.action;

import cloud.billing.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of a request so far; stored with the request for its final log line and metric. */
final class RequestTrace {

    private static final String ATTRIBUTE = RequestTrace.class.getName();
    private static final String NO_ACTION = "none";

    private final long begin = System.nanoTime();
    private @Nullable Caller caller;
    private @Nullable Action action;

    private RequestTrace() {}

    /** Starts the request's clock. */
    static void begin(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, new RequestTrace());
    }

    /** What is known of this request. */
    static RequestTrace of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestTrace begun ? begun : new RequestTrace();
    }

    void isBy(Caller known) {
        this.caller = known;
    }

    void performs(Action known) {
        this.action = known;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The name of an existing action, or {@code none}, so that it can tag a metric. */
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
