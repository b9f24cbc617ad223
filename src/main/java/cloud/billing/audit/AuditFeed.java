package cloud.billing.audit;

import cloud.billing.audit.FeedCursor.Horizon;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the log in order: no event comes before those that its writer had to wait for, so events of one order come as they happened. An
 * event that commits late is still delivered, whatever has been read before.
 */
final class AuditFeed {

    private static final String READ = """
            SELECT now.*, e.*
              FROM (SELECT pg_current_snapshot()::text AS visible, pg_current_xact_id()::text AS transaction,
                           coalesce((SELECT max(position) FROM audit_event), 0) AS newest) now
              LEFT JOIN LATERAL (
                  SELECT * FROM audit_event
                   WHERE position > :after AND position <= :through
                     AND (position > :newestDelivered
                          OR NOT pg_visible_in_snapshot(xact_id, CAST(:delivered AS pg_snapshot)))
                     %s
                   ORDER BY position LIMIT :limit) e ON true
             ORDER BY e.position""";
    private static final String IN_BATCH = "AND pg_visible_in_snapshot(xact_id, CAST(:visible AS pg_snapshot))";

    private final JdbcClient jdbc;

    AuditFeed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The events after a cursor, in one statement.
     *
     * @throws ForeignCursorException if the cursor is ahead of this log
     */
    Events read(FeedCursor cursor, Filter filter, int limit) {
        Rows rows = new Rows();
        Map<String, Object> parameters = new HashMap<>();
        jdbc.sql(statement(cursor, filter, limit, parameters))
                .params(parameters)
                .query(rows::add);
        Horizon now = rows.now();
        if (cursor.isAheadOf(now)) {
            throw new ForeignCursorException();
        }
        Horizon horizon = cursor.batch() == null ? now : cursor.batch().horizon();
        if (rows.events.size() <= limit) {
            return new Events(rows.events, cursor.behind(horizon, rows.transaction));
        }
        return new Events(
                List.copyOf(rows.events.subList(0, limit)), cursor.within(horizon, rows.positions.get(limit - 1)));
    }

    /** The statement for this filter: it has only the conditions that are asked for, so that an index fits. */
    static String statement(FeedCursor cursor, Filter filter, int limit, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder();
        FeedCursor.Batch batch = cursor.batch();
        parameters.put("after", cursor.after());
        parameters.put(
                "through", batch == null ? Long.MAX_VALUE : batch.horizon().newest());
        parameters.put("delivered", cursor.delivered().visible().toString());
        parameters.put("newestDelivered", cursor.delivered().newest());
        parameters.put("limit", limit + 1);
        if (batch != null) {
            where.append(IN_BATCH);
            parameters.put("visible", batch.horizon().visible().toString());
        }
        filter.columns().forEach((column, value) -> {
            where.append(" AND ").append(column).append(" = :").append(column);
            parameters.put(column, value);
        });
        return READ.formatted(where);
    }

    /** A page of events, and the cursor of the next page. */
    record Events(List<CloudEvent> events, FeedCursor next) {

        /** Whether this page completes its horizon; events that became visible after that are for the next page. */
        boolean isAll() {
            return next.batch() == null;
        }
    }

    /** Which events are wanted; null matches any. */
    record Filter(
            @Nullable String accountId,
            @Nullable String instanceId,
            @Nullable String orderNumber) {

        static final Filter NONE = new Filter(null, null, null);

        private Map<String, String> columns() {
            Map<String, String> columns = new HashMap<>();
            putIfGiven(columns, "account_id", accountId);
            putIfGiven(columns, "instance_id", instanceId);
            putIfGiven(columns, "order_number", orderNumber);
            return columns;
        }

        private static void putIfGiven(Map<String, String> columns, String column, @Nullable String value) {
            if (value != null) {
                columns.put(column, value);
            }
        }
    }

    /** Collects the rows of {@link #READ}: each has the same snapshot; if there are no events, there is one row without an event. */
    private static final class Rows {

        private final List<CloudEvent> events = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private @Nullable Horizon now;
        private long transaction;

        void add(ResultSet row) throws SQLException {
            now = new Horizon(Snapshot.parse(row.getString("visible")), row.getLong("newest"));
            transaction = row.getLong("transaction");
            long position = row.getLong("position");
            if (!row.wasNull()) {
                positions.add(position);
                events.add(CloudEvent.read(row));
            }
        }

        Horizon now() {
            if (now == null) {
                throw new IllegalStateException("the statement always has a row");
            }
            return now;
        }
    }
}
