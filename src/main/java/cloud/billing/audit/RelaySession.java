package cloud.billing.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One replica's time as the leader: an advisory lock on a connection of its own, which also reads the log and stores the position. Lock and
 * connection end together, so a replica that is no longer the leader cannot move the position.
 */
final class RelaySession implements AutoCloseable {

    private static final long LOCK = 0x6175_6469_745F_7631L; // used for nothing else in the database

    /**
     * If the leader's machine vanishes silently, the server notices within half a minute, and another replica takes over. Set by SQL: poolers
     * refuse such settings when a connection starts.
     */
    private static final String TAKE = """
            SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false), pg_try_advisory_lock(?) AS is_taken""";

    private static final String POSITION = "SELECT cursor FROM audit_relay";
    private static final String MOVE = """
            INSERT INTO audit_relay (cursor) VALUES (?)
            ON CONFLICT (only_one) DO UPDATE SET cursor = excluded.cursor""";

    private final Connection connection;
    private final JdbcClient jdbc;
    private final AuditFeed feed;

    private RelaySession(Connection connection) {
        this.connection = connection;
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.feed = new AuditFeed(jdbc);
    }

    /** Becomes the leader; null if another replica is. The data source must open a new connection and really close it. */
    static @Nullable RelaySession take(DataSource unpooled) throws SQLException {
        RelaySession session = new RelaySession(unpooled.getConnection());
        try {
            if (session.jdbc
                    .sql(TAKE)
                    .param(LOCK)
                    .query((row, number) -> row.getBoolean("is_taken"))
                    .single()) {
                return session;
            }
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        session.close();
        return null;
    }

    /** Where the last leader stopped. */
    FeedCursor position() {
        return position(jdbc);
    }

    /** Where the relay is; anybody may ask, not only the leader. */
    static FeedCursor position(JdbcClient jdbc) {
        return jdbc.sql(POSITION)
                .query((row, number) -> parts(row.getArray("cursor")))
                .optional()
                .map(FeedCursor::of)
                .orElse(FeedCursor.START);
    }

    AuditFeed.Events read(FeedCursor from, int limit) {
        return feed.read(from, AuditFeed.Filter.NONE, limit);
    }

    /** Records that everything before this is published. */
    void move(FeedCursor to) {
        jdbc.sql(MOVE).param(to.parts().toArray(String[]::new)).update();
    }

    /** Fails if the connection, and with it the leadership, is lost. */
    void check() {
        jdbc.sql("SELECT 1").query().singleRow();
    }

    private static List<String> parts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
