package cloud.billing.action;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.SQLWarningException;

/**
 * The connection broke after a change was sent, and only the database can tell whether it was committed; or PostgreSQL committed it but
 * stopped waiting for its synchronous standby, and nobody can tell yet whether it will last.
 */
public final class OutcomeUnknownException extends RuntimeException {

    private OutcomeUnknownException(Throwable cause) {
        super("a change was sent, and its outcome is not known", cause);
    }

    /** Makes a change; throws this if its outcome is unknown, or the original failure if it certainly failed. */
    public static <T> T guard(Supplier<T> change) {
        try {
            return change.get();
        } catch (CannotGetJdbcConnectionException e) {
            throw e; // nothing was sent
        } catch (SQLWarningException e) {
            throw new OutcomeUnknownException(e);
        } catch (DataAccessException e) {
            throw hasEndedTheConnection(e) ? new OutcomeUnknownException(e) : e;
        }
    }

    private static boolean hasEndedTheConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException told && isFollowedByTheEnd(told)) {
                return true;
            }
        }
        return false;
    }

    /** An ERROR has rolled back its statement. After a FATAL or PANIC of any SQLSTATE, the driver appends that the connection is lost. */
    private static boolean isFollowedByTheEnd(SQLException told) {
        for (Throwable each : told) {
            if (each instanceof SQLException next && isConnectionLost(next.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE class 08: connection exception; 57P: the server was shut down, or has crashed. */
    private static boolean isConnectionLost(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }
}
