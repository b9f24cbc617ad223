package cloud.billing.action;

/** The time of the request was over before its next part began: nothing was changed. */
public final class TimeBudgetExceededException extends RuntimeException {

    TimeBudgetExceededException() {
        super("the time budget of the request is over");
    }
}
