package cloud.billing.action;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a failure of the database means to a caller (contract 1.2: 503 and 504). */
public enum DatabaseFailure {

    /** The database could not serve the request; nothing was changed. */
    UNAVAILABLE,

    /** The statement took too long and was cancelled; nothing was changed. */
    TIMED_OUT,

    /** The connection broke after a change was sent, or a standby has not confirmed it; a retry learns the outcome. */
    OUTCOME_UNKNOWN;

    private static final String STOPPED = "57014";

    /**
     * SQLSTATEs of transient failures: connection, resources, server shutdown, I/O, a read-only standby, serialization, deadlock and lock
     * not available. Hibernate knows few of them.
     */
    private static final Pattern PASSES = Pattern.compile("08...|53...|57P..|58...|25006|40001|40P01|55P03");

    /** What this failure means; null if it is none of these. */
    public static @Nullable DatabaseFailure of(Throwable failure) {
        return switch (failure) {
            case OutcomeUnknownException e -> OUTCOME_UNKNOWN;
            case QueryTimeoutException e -> TIMED_OUT;
            case TransientDataAccessException e -> UNAVAILABLE;
            case DataAccessResourceFailureException e -> UNAVAILABLE;
            case CannotCreateTransactionException e -> UNAVAILABLE;
            case SQLException e -> ofState(String.valueOf(e.getSQLState()));
            default -> null;
        };
    }

    private static @Nullable DatabaseFailure ofState(String state) {
        if (state.equals(STOPPED)) {
            return TIMED_OUT;
        }
        return PASSES.matcher(state).matches() ? UNAVAILABLE : null;
    }
}
