package cloud.billing.audit;

import cloud.billing.access.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts of an event (contract 4). */
@Schema(oneOf = {EventData.OfOrder.class, EventData.OfAccessKey.class})
sealed interface EventData {

    /** The CloudEvents {@code source}. */
    String source();

    /** The CloudEvents {@code subject}. */
    String subject();

    /** The Kafka key, within which order is kept: the instance, or the account of an access key. */
    String key();

    static EventData read(ResultSet row) throws SQLException {
        return row.getString("order_number") == null ? OfAccessKey.of(row) : OfOrder.of(row);
    }

    private static Actor actorOf(ResultSet row) throws SQLException {
        return new Actor(Actor.Type.valueOf(row.getString("actor_type")), row.getString("actor_id"));
    }

    /**
     * The facts of a change of an order's state.
     *
     * @param from an instance type, or a number of Mbps or TB
     * @param reason null for a customer's cancel
     */
    @Schema(name = "OrderEventData")
    record OfOrder(
            String requestId,
            String accountId,
            String instanceId,
            String orderNumber,
            String change,

            @Schema(oneOf = {String.class, BigDecimal.class})
            Object from,

            @Schema(oneOf = {String.class, BigDecimal.class})
            Object to,

            Instant effectiveAt,
            @Nullable String reason,
            Actor actor,
            String sourceIp,
            @Nullable String userAgent)
            implements EventData {

        private static final Set<String> NUMBERS = Set.of("BANDWIDTH", "TRAFFIC_PACKAGE"); // Mbps and TB

        private static OfOrder of(ResultSet row) throws SQLException {
            String change = row.getString("change");
            return new OfOrder(
                    row.getString("request_id"),
                    row.getString("account_id"),
                    row.getString("instance_id"),
                    row.getString("order_number"),
                    change,
                    value(change, row.getString("from_value")),
                    value(change, row.getString("to_value")),
                    row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                    row.getString("reason"),
                    actorOf(row),
                    row.getString("source_ip"),
                    row.getString("user_agent"));
        }

        /** As text if the kind of change is unknown: a newer version that writes it may already be running. */
        private static Object value(String change, String text) {
            return NUMBERS.contains(change) ? new BigDecimal(text) : text;
        }

        @Override
        public String source() {
            return "/billing/downgrade-orders";
        }

        @Override
        public String subject() {
            return orderNumber;
        }

        @Override
        public String key() {
            return instanceId;
        }
    }

    /** The facts of an access key's creation or disabling. */
    @Schema(name = "AccessKeyEventData")
    record OfAccessKey(
            String requestId,
            String accountId,
            String accessKeyId,
            List<String> scopes,
            Actor actor,
            String sourceIp,
            @Nullable String userAgent)
            implements EventData {

        private static OfAccessKey of(ResultSet row) throws SQLException {
            Array scopes = row.getArray("scopes");
            return new OfAccessKey(
                    row.getString("request_id"),
                    row.getString("account_id"),
                    row.getString("access_key_id"),
                    List.of((String[]) scopes.getArray()),
                    actorOf(row),
                    row.getString("source_ip"),
                    row.getString("user_agent"));
        }

        @Override
        public String source() {
            return "/billing/access-keys";
        }

        @Override
        public String subject() {
            return accessKeyId;
        }

        @Override
        public String key() {
            return accountId;
        }
    }
}
