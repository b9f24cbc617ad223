package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.BillingTest;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A request has a connection for as long as it has time, and a request that is out of time costs the others none. */
@BillingTest
@TestPropertySource(
        properties = { // those of DatabaseFailureTest, whose context it shares
            "billing.request-timeout=2s",
            "spring.datasource.hikari.maximum-pool-size=2",
            "spring.datasource.hikari.connection-init-sql=SET synchronous_commit = on"
        })
class DatabaseBudgetTest {

    private final DataSource pool;

    DatabaseBudgetTest(@Autowired DataSource pool) {
        this.pool = pool;
    }

    @AfterEach
    void endTime() {
        TimeBudget.end();
    }

    @Test
    void aRequestThatIsNearlyOutOfTimeBreaksNoHealthyConnection() throws SQLException {
        pool.getConnection().close(); // the next one is there at once
        TimeBudget.begin(Duration.ofMillis(249));
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(250);
        }
    }

    @Test
    void aRequestThatIsOutOfTimeDoesNotWaitForAConnection() throws SQLException {
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one).isNotSameAs(two);
            TimeBudget.begin(Duration.ZERO);
            assertThatExceptionOfType(TimeBudgetExceededException.class).isThrownBy(pool::getConnection);
        }
    }

    @Test
    void aConnectionThatComesTooLateGoesBackToThePool() throws Exception {
        Duration budget = Duration.ofMillis(200);
        CompletableFuture<Throwable> late;
        try (Connection kept = pool.getConnection()) {
            try (Connection returned = pool.getConnection()) {
                assertThat(returned).isNotSameAs(kept);
                late = CompletableFuture.supplyAsync(() -> getWithin(budget), Thread::startVirtualThread);
                await().until(() -> pool.unwrap(HikariDataSource.class)
                                .getHikariPoolMXBean()
                                .getThreadsAwaitingConnection()
                        == 1);
                TimeUnit.NANOSECONDS.sleep(budget.toNanos());
            }
            assertThat(late.get()).isInstanceOf(TimeBudgetExceededException.class);
            assertThatNoException().isThrownBy(() -> pool.getConnection().close());
        }
    }

    private Throwable getWithin(Duration budget) {
        TimeBudget.begin(budget);
        try {
            return catchThrowable(pool::getConnection);
        } finally {
            TimeBudget.end();
        }
    }
}
