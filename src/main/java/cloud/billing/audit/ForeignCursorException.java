package cloud.billing.audit;

/** A cursor belongs to another log: the database was restored to an earlier time, or is a different one. */
final class ForeignCursorException extends RuntimeException {

    ForeignCursorException() {
        super("the cursor is ahead of the audit log", null, false, false);
    }
}
