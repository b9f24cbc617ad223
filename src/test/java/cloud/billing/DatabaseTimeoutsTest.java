package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import cloud.billing.action.RequestProperties;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.SQLWarningException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.ReflectionTestUtils;

/** A pool of silent connections does not hold a request beyond its time budget (contract 5, {@code billing.request-timeout}). */
class DatabaseTimeoutsTest {

    @ParameterizedTest
    @CsvSource({"2000, 5000, 2000, 1000", "2000, 2000, 800, 400", "2000, 1000, 400, 250", "1000, 60000, 1000, 500"})
    void aWaitForAConnectionAndALookWhetherItLivesHaveAShareOfTheBudget(
            long configured, long budget, long wait, long look) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setConnectionTimeout(configured);
            pool.setAutoCommit(false);
            DatabaseTimeouts.limitWaits(pool, Duration.ofMillis(budget));
            assertThat(pool.getConnectionTimeout()).isEqualTo(wait);
            assertThat(pool.getValidationTimeout()).isEqualTo(look);
            assertThat(pool.isAutoCommit()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 4000", "2, 1000", "1, 1000"})
    void aReadOfHibernateTimesOutAfterWholeSecondsOfTheBudget(int budget, int millis) {
        Map<String, Object> hibernate = new HashMap<>();
        new DatabaseTimeouts().readsTimeOut(requests(budget)).customize(hibernate);
        assertThat(hibernate).containsOnly(Map.entry("jakarta.persistence.query.timeout", millis));
    }

    @Test
    void ofSeveralWarningsTheOneThatTheStandbyMayLackTheCommitIsFound() {
        SQLWarning standby = warning("SyncRepWaitForLSN");
        SQLWarning first = warning("exec_stmt_raise");
        assertThatNoException().isThrownBy(() -> handle(first));
        first.setNextWarning(new SQLWarning("of the pool"));
        first.setNextWarning(standby);
        assertThatExceptionOfType(SQLWarningException.class)
                .isThrownBy(() -> handle(first))
                .withCause(standby);
    }

    private static SQLWarning warning(String routine) {
        return new PSQLWarning(new ServerErrorMessage("SWARNING\0C01000\0Mtold\0R" + routine + "\0"));
    }

    private static void handle(SQLWarning warning) {
        JdbcTemplate jdbc = new DatabaseTimeouts().jdbcTemplate(new DriverManagerDataSource(), requests(5));
        ReflectionTestUtils.invokeMethod(jdbc, "handleWarnings", warning);
    }

    private static RequestProperties requests(int seconds) {
        return new RequestProperties(Duration.ofSeconds(seconds), 1);
    }
}
