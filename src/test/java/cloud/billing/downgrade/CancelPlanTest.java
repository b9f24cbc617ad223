package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.BillingTest;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** To plan a cancel costs PostgreSQL about as much as to do it: it keeps one plan for all of them, of its own accord. */
@BillingTest
class CancelPlanTest {

    private static final int CANCELS = 20;
    private static final int BEFORE_POSTGRESQL_DECIDES = 5;
    private static final int BEFORE_THE_DRIVER_PREPARES = 5;

    private final DataSource pool;

    CancelPlanTest(@Autowired DataSource pool) {
        this.pool = pool;
    }

    @Test
    void aConnectionPlansItsCancelsForGood() throws SQLException {
        try (Connection connection = pool.getConnection();
                JdbcCancels cancels = new JdbcCancels(connection)) {
            for (int i = 0; i < CANCELS; i++) {
                cancels.cancel("nobody", "nothing");
            }
            assertThat(cancelsByTheKeptPlan(connection))
                    .isGreaterThanOrEqualTo(CANCELS - BEFORE_THE_DRIVER_PREPARES - BEFORE_POSTGRESQL_DECIDES);
        }
    }

    private static int cancelsByTheKeptPlan(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql("SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE 'WITH changed%'")
                .query(Integer.class)
                .single();
    }
}
