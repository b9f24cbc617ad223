package cloud.billing.action;

/** The concurrency limit is reached: nothing was done, and a retry a moment later may succeed. */
public final class OverloadedException extends RuntimeException {

    OverloadedException() {
        super("too many requests at a time", null, false, false); // no stack trace: there is no time for one
    }
}
