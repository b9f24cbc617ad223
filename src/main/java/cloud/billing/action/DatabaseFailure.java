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

    /** It could not be asked; nothing was changed. */
    UNAVAILABLE,

    /** It took too long and was stopped; nothing was changed. */
    TIMED_OUT,

    /** The connection broke after a change was sent, or a standby does not confirm it; a retry is told what was done. */
    OUTCOME_UNKNOWN;

    private static final String STOPPED = "57014";

    /**
     * The SQLSTATEs of what passes by itself: no connection, too few resources, a server that ends, its disk, one that only reads (a
     * standby), and others who were faster. Hibernate knows few of them.
     */
    private static final Pattern PASSES = Pattern.compile("08...|53...|57P..|58...|25006|40001|40P01|55P03");

    /** What this failure means; null where it is none of these. */
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
