package cloud.billing.audit;

/** A cursor is of a log that this one has never been: the database was restored to an earlier time, or is another one. */
final class OtherLogException extends RuntimeException {

    OtherLogException() {
        super("the cursor is ahead of the audit log", null, false, false);
    }
}
