package cloud.billing.action;

import static cloud.billing.action.DatabaseFailure.OUTCOME_UNKNOWN;
import static cloud.billing.action.DatabaseFailure.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Set;
import org.hibernate.exception.GenericJDBCException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.SQLWarningException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.orm.jpa.JpaSystemException;

/** What errors of PostgreSQL and its driver mean to a request that changes something and to one that reads (contract 1.2). */
class DatabaseFailureStatesTest {

    private static final Set<String> ENDS = Set.of("FATAL", "PANIC");

    @ParameterizedTest
    @CsvSource({
        "ERROR, 25006, UNAVAILABLE    , UNAVAILABLE", // a standby
        "ERROR, 40001, UNAVAILABLE    , UNAVAILABLE",
        "ERROR, 40P01, UNAVAILABLE    , UNAVAILABLE",
        "ERROR, 53100, UNAVAILABLE    , UNAVAILABLE", // a table that cannot grow
        "PANIC, 53100, OUTCOME_UNKNOWN, UNAVAILABLE", // a log that cannot be written
        "FATAL, 53300, OUTCOME_UNKNOWN, UNAVAILABLE",
        "ERROR, 55P03, UNAVAILABLE    , UNAVAILABLE",
        "FEHLER, 55P03, UNAVAILABLE    , UNAVAILABLE", // in the server's language
        "ERROR, 57014, TIMED_OUT      , TIMED_OUT",
        "FATAL, 57P01, OUTCOME_UNKNOWN, UNAVAILABLE", // a restart
        "FATAL, 57P02, OUTCOME_UNKNOWN, UNAVAILABLE", // a crash
        "FATAL, 57P03, OUTCOME_UNKNOWN, UNAVAILABLE",
        "ERROR, 58030, UNAVAILABLE    , UNAVAILABLE",
        "PANIC, 58030, OUTCOME_UNKNOWN, UNAVAILABLE",
        "FATAL, 25P04, OUTCOME_UNKNOWN, ",
        "ERROR, 23514, , ",
        "ERROR, XX000, , ",
    })
    void whatTheServerTells(String severity, String state, DatabaseFailure ofAChange, DatabaseFailure ofARead) {
        SQLException told =
                new PSQLException(new ServerErrorMessage("S%s\0C%s\0Msomething\0".formatted(severity, state)));
        if (ENDS.contains(severity)) {
            told.setNextException(broken());
        }
        assertThat(ofAChange(told)).isEqualTo(ofAChange);
        assertThat(ofARead(translated(told))).isEqualTo(ofARead);
        assertThat(ofARead(byHibernate(told))).isEqualTo(ofARead);
    }

    @Test
    void whatTheDriverTellsOfABrokenConnection() {
        SQLException broken = broken();
        assertThat(ofAChange(broken)).isEqualTo(OUTCOME_UNKNOWN);
        assertThat(ofARead(translated(broken))).isEqualTo(UNAVAILABLE);
        assertThat(ofARead(byHibernate(broken))).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aWarningAtACommitThatTheStandbyDoesNotHaveIt() {
        SQLWarning warning = new SQLWarning("canceling wait for synchronous replication due to user request", "01000");
        assertThat(ofARead(catchThrowable(() -> OutcomeUnknownException.guard(() -> {
                    throw new SQLWarningException("a statement", warning);
                }))))
                .isEqualTo(OUTCOME_UNKNOWN);
    }

    private static SQLException broken() {
        return new PSQLException("broken", PSQLState.CONNECTION_FAILURE, new IOException("reset"));
    }

    private static DatabaseFailure ofAChange(SQLException told) {
        return ofARead(catchThrowable(() -> OutcomeUnknownException.guard(() -> {
            throw translated(told);
        })));
    }

    /** The first known cause, as for an answer. */
    private static DatabaseFailure ofARead(Throwable failure) {
        DatabaseFailure known = null;
        for (Throwable cause = failure; cause != null && known == null; cause = cause.getCause()) {
            known = DatabaseFailure.of(cause);
        }
        return known;
    }

    /** As {@code JdbcTemplate} does it. */
    private static DataAccessException translated(SQLException told) {
        DataAccessException known = new SQLExceptionSubclassTranslator().translate("a statement", null, told);
        return known == null ? new UncategorizedSQLException("a statement", null, told) : known;
    }

    private static DataAccessException byHibernate(SQLException told) {
        return new JpaSystemException(new GenericJDBCException("a statement", told));
    }
}
