package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code downgrade_order} with {@link #COLUMNS}. */
final class OrderRows {

    /** All columns of an order, and until when it can be cancelled if it still can. */
    static final String COLUMNS =
            "*, CASE WHEN status = 'SCHEDULED' AND effective_at > clock_timestamp() THEN effective_at END AS cancellable_until";

    private OrderRows() {}

    static OrderView read(ResultSet row, int number) throws SQLException {
        Change change = Change.valueOf(row.getString("change"));
        return new OrderView(
                row.getString("account_id"),
                row.getString("order_number"),
                row.getString("instance_id"),
                change,
                value(change, row.getString("from_value")),
                value(change, row.getString("to_value")),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                OrderStatus.valueOf(row.getString("status")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "cancellable_until"),
                instant(row, "cancelled_at"),
                actor(row),
                row.getString("cancel_reason"),
                row.getString("settlement_id"),
                instant(row, "processing_since"),
                instant(row, "applied_at"),
                release(row));
    }

    private static Object value(Change change, String text) {
        return switch (change) {
            case SPECIFICATION -> text;
            case BANDWIDTH, TRAFFIC_PACKAGE -> new BigDecimal(text);
        };
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Actor actor(ResultSet row) throws SQLException {
        String type = row.getString("cancelled_by_type");
        return type == null ? null : new Actor(Actor.Type.valueOf(type), row.getString("cancelled_by_id"));
    }

    private static OrderView.@Nullable Release release(ResultSet row) throws SQLException {
        String settlement = row.getString("last_released_settlement_id");
        return settlement == null ? null : new OrderView.Release(settlement, row.getString("last_release_reason"));
    }
}
