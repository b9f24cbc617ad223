package cloud.billing.support;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An account's orders, locked by a transaction that stays open: whoever wants to change one has to wait. */
public final class HeldOrders implements AutoCloseable {

    private final Connection holder;

    private HeldOrders(Connection holder) {
        this.holder = holder;
    }

    public static HeldOrders of(Account account, DataSource database) throws SQLException {
        Connection holder = database.getConnection();
        holder.setAutoCommit(false);
        JdbcClient.create(new SingleConnectionDataSource(holder, true))
                .sql("SELECT FROM downgrade_order WHERE account_id = ? FOR UPDATE")
                .param(account.id())
                .query()
                .listOfRows();
        return new HeldOrders(holder);
    }

    /** Lets them go, unchanged. */
    @Override
    public void close() throws SQLException {
        try (holder) {
            holder.rollback();
        }
    }
}
