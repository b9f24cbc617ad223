package cloud.billing.downgrade;

import cloud.billing.instance.InstanceError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is scheduled for an instance, in one statement. */
@Component
class InstanceChangesReader {

    /** One row per open order, at most one of each kind; if there is none, one row without an order. */
    private static final String CHANGES = """
            SELECT i.instance_id, i.instance_name, i.instance_type, i.internet_max_bandwidth_out, i.traffic_package_size,
                   o.change, o.to_value, o.effective_at,
                   o.status = 'SCHEDULED' AND o.effective_at > clock_timestamp() AS is_cancellable
              FROM instance i
              LEFT JOIN downgrade_order o ON o.account_id = i.account_id AND o.instance_id = i.instance_id
                   AND o.status IN ('SCHEDULED', 'PROCESSING')
             WHERE i.account_id = :accountId AND i.instance_id = :instanceId""";

    private final JdbcClient jdbc;

    InstanceChangesReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The account's instance with its open orders.
     *
     * @throws cloud.billing.action.ActionException if the account has no such instance
     */
    InstanceChanges read(String accountId, String instanceId) {
        return jdbc.sql(CHANGES)
                .param("accountId", accountId)
                .param("instanceId", instanceId)
                .query((ResultSetExtractor<InstanceChanges>) rows -> {
                    if (!rows.next()) {
                        throw InstanceError.notFound(instanceId);
                    }
                    return changes(rows);
                });
    }

    /** Reads from the first row, where {@code rows} is, to the last. */
    private static InstanceChanges changes(ResultSet rows) throws SQLException {
        Map<Change, ScheduledChange> scheduled = new EnumMap<>(Change.class);
        InstanceChanges changes = new InstanceChanges(
                rows.getString("instance_id"),
                rows.getString("instance_name"),
                rows.getString("instance_type"),
                rows.getInt("internet_max_bandwidth_out"),
                rows.getBigDecimal("traffic_package_size"),
                scheduled);
        do {
            if (rows.getString("change") != null) {
                scheduled.put(Change.valueOf(rows.getString("change")), change(rows));
            }
        } while (rows.next());
        return changes;
    }

    private static ScheduledChange change(ResultSet row) throws SQLException {
        return new ScheduledChange(
                row.getString("to_value"),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("is_cancellable"));
    }
}
