package cloud.billing.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Writes events of an account of its own in transactions that take their time; an order's events are numbered in their {@code reason}. */
final class LateCommits {

    static final int ORDERS = 20;

    private final String accountId = "acct" + UUID.randomUUID();
    private final DriverManagerDataSource connections;

    LateCommits(JdbcConnectionDetails database) {
        this.connections = new DriverManagerDataSource(
                database.getJdbcUrl(), String.valueOf(database.getUsername()), String.valueOf(database.getPassword()));
        JdbcClient jdbc = JdbcClient.create(connections);
        jdbc.sql("CREATE TABLE IF NOT EXISTS numbered_order (account_id text, number int, events int)")
                .update();
        jdbc.sql("INSERT INTO numbered_order SELECT ?, generate_series(1, ?), 0")
                .params(accountId, ORDERS)
                .update();
    }

    String accountId() {
        return accountId;
    }

    /** Writes this many events, one transaction each, with a random pause at every possible point. */
    void write(int count) throws SQLException {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < count; i++) {
            Open transaction = random.nextBoolean() ? begin() : begin().withTransactionId();
            transaction
                    .pause(random.nextInt(4))
                    .event(1 + random.nextInt(ORDERS))
                    .pause(random.nextInt(8))
                    .commit();
        }
    }

    Open begin() throws SQLException {
        return new Open();
    }

    /** An open transaction. */
    final class Open {

        private final Connection connection;
        private final JdbcClient jdbc;

        private Open() throws SQLException {
            this.connection = connections.getConnection();
            connection.setAutoCommit(false);
            this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        }

        /** Assigns a transaction id, as if the transaction had already changed something else. */
        Open withTransactionId() {
            jdbc.sql("SELECT pg_current_xact_id()::text").query().singleValue();
            return this;
        }

        Open pause(int milliseconds) {
            jdbc.sql("SELECT 1 FROM pg_sleep(? / 1000.0)")
                    .param(milliseconds)
                    .query()
                    .singleRow();
            return this;
        }

        /** The next event of an order, whose row is locked for it. */
        Open event(int order) {
            jdbc.sql("""
                            WITH changed AS (
                                UPDATE numbered_order SET events = events + 1 WHERE account_id = :account AND number = :order
                                RETURNING events)
                            INSERT INTO audit_event (
                                type, request_id, account_id, instance_id, order_number, change, from_value, to_value, effective_at,
                                reason, actor_type, actor_id, source_ip)
                            SELECT 'billing.downgrade-order.cancelled.v1', 'T', :account, 'vm-' || :order, 'order-' || :order,
                                   'SPECIFICATION', 'a', 'b', now(), events, 'USER', 'x', '::1'
                              FROM changed""").param("account", accountId).param("order", order).update();
            return this;
        }

        void commit() throws SQLException {
            connection.commit();
            connection.close();
        }

        void rollBack() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }
}
