package cloud.billing.action;

/** The request ran out of time before its next step: nothing was changed. */
public final class TimeBudgetExceededException extends RuntimeException {

    TimeBudgetExceededException() {
        super("the time budget of the request is over");
    }
}
