package cloud.billing.action;

/** There is no place for this request now: nothing of it was done, and a moment later there may be one. */
public final class OverloadedException extends RuntimeException {

    OverloadedException() {
        super("too many requests at a time", null, false, false); // thrown when there is no time for a stack trace
    }
}
