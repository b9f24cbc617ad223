package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.BillingTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Planning a cancel costs PostgreSQL about as much as executing it, so PostgreSQL must choose to keep one plan for all. */
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

    /** As when a new connection cancels for the first time; the plan is then kept while the table grows. */
    @Test
    void aPlanThatIsMadeWhileNothingIsRememberedYetUsesTheIndex() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("CREATE TEMPORARY TABLE remembered_success (LIKE public.remembered_success INCLUDING INDEXES)")
                    .update();
            try {
                jdbc.sql("VACUUM ANALYZE pg_temp.remembered_success").update();
                assertThat(List.of(CancelStatements.CANCEL, CancelStatements.CANCEL_FREE))
                        .allSatisfy(cancel -> assertThat(plan(jdbc, cancel))
                                .contains("Index Cond: ((account_id = a.account_id) AND (digest = ANY ")
                                .doesNotContain("Seq Scan", "Hash Join", "Merge Join"));
            } finally {
                jdbc.sql("DROP TABLE pg_temp.remembered_success").update();
            }
        }
    }

    private static String plan(JdbcClient jdbc, String cancel) {
        return String.join(
                "\n",
                jdbc.sql("EXPLAIN " + cancel)
                        .params(JdbcCancels.parameters("nobody", "nothing"))
                        .query(String.class)
                        .list());
    }

    private static int cancelsByTheKeptPlan(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql("SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE 'WITH asked%'")
                .query(Integer.class)
                .single();
    }
}
