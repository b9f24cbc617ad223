package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
