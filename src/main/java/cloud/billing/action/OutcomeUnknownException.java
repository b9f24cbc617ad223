package cloud.billing.action;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** The connection broke after a change was sent: whether it was committed, only a look at the database can tell. */
public final class OutcomeUnknownException extends RuntimeException {

    private OutcomeUnknownException(Throwable cause) {
        super("the connection broke before the answer to a change", cause);
    }

    /** Makes a change; where its outcome is unknown, says so, and where it surely failed, lets that failure through. */
    public static <T> T guard(Supplier<T> change) {
        try {
            return change.get();
        } catch (CannotGetJdbcConnectionException e) {
            throw e;
        } catch (DataAccessResourceFailureException e) {
            throw isConnectionLost(e) ? new OutcomeUnknownException(e) : e;
        }
    }

    /** SQLSTATE class 08: connection exception; 57P: the server was shut down. */
    private static boolean isConnectionLost(DataAccessResourceFailureException failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"));
    }
}
