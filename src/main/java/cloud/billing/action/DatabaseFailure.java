package cloud.billing.action;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a failure of the database means to a caller (contract 1.2: 503 and 504). */
public enum DatabaseFailure {

    /** It could not be asked; nothing was changed. */
    UNAVAILABLE,

    /** It took too long and was stopped; nothing was changed. */
    TIMED_OUT,

    /** The connection broke after a change was sent; a retry is told what was done. */
    OUTCOME_UNKNOWN;

    /** What this failure means; null where it is none of these. */
    public static @Nullable DatabaseFailure of(Throwable failure) {
        return switch (failure) {
            case OutcomeUnknownException e -> OUTCOME_UNKNOWN;
            case QueryTimeoutException e -> TIMED_OUT;
            case TransientDataAccessException e -> UNAVAILABLE;
            case DataAccessResourceFailureException e -> UNAVAILABLE;
            case CannotCreateTransactionException e -> UNAVAILABLE;
            default -> null;
        };
    }
}
