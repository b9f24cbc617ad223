package cloud.billing.downgrade;

import cloud.billing.audit.AuditLog;
import cloud.billing.audit.OrderEvent;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The internal API's statements on one order; each is a transaction of its own and one round trip. */
@Component
class OrderStatements {

    /** Only for a PREPAID instance of the account, and only in the future; the unique keys of the table prevent duplicates. */
    private static final String SCHEDULE = """
            WITH changed AS (
                INSERT INTO downgrade_order (
                    account_id, order_number, instance_id, change, from_value, to_value, effective_at)
                SELECT account_id, :orderNumber, instance_id, :change, :from, :to, :effectiveAt
                  FROM instance
                 WHERE account_id = :accountId AND instance_id = :instanceId AND instance_charge_type = 'PREPAID'
                   AND :effectiveAt > clock_timestamp()
                ON CONFLICT DO NOTHING
                RETURNING *
            ), event AS (
                %s
            )
            SELECT %s FROM changed""".formatted(AuditLog.INSERT_EVENT_OF_CHANGED, OrderRows.COLUMNS);

    /** Locks the row and changes nothing, so its commit need not wait for the disk or a standby. */
    private static final String AWAIT_CONCURRENT_CHANGE = """
            WITH changes_nothing AS (SELECT set_config('synchronous_commit', 'off', true))
            SELECT FROM changes_nothing, downgrade_order o
             WHERE o.account_id = :accountId AND o.order_number = :orderNumber
               FOR SHARE OF o""";

    private static final String FIND = "SELECT " + OrderRows.COLUMNS
            + " FROM downgrade_order WHERE account_id = :accountId AND order_number = :orderNumber";

    /** No problem is left. */
    static final String NOTHING = "NOTHING";

    private static final String WHY_NOT_SCHEDULED = """
            SELECT CASE
                WHEN i.instance_id IS NULL THEN 'INSTANCE_NOT_FOUND'
                WHEN i.instance_charge_type <> 'PREPAID' THEN 'INSTANCE_NOT_PREPAID'
                WHEN :effectiveAt <= clock_timestamp() THEN 'EFFECTIVE_AT_NOT_IN_FUTURE'
                WHEN EXISTS (
                    SELECT FROM downgrade_order
                     WHERE account_id = :accountId AND instance_id = :instanceId AND change = :change
                       AND status IN ('SCHEDULED', 'PROCESSING')) THEN 'DOWNGRADE_ALREADY_SCHEDULED'
                ELSE 'NOTHING'
            END
              FROM (VALUES (1)) AS always
              LEFT JOIN instance i ON i.account_id = :accountId AND i.instance_id = :instanceId""";

    private final JdbcClient jdbc;

    OrderStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The new order; empty if it was not scheduled. */
    Optional<OrderView> schedule(ScheduleRequest request) {
        Map<String, @Nullable Object> parameters = parameters(request);
        parameters.putAll(AuditLog.parameters(
                OrderEvent.SCHEDULED,
                request.command().actor(),
                request.command().origin(),
                null));
        return jdbc.sql(SCHEDULE).params(parameters).query(OrderRows::read).optional();
    }

    /** The name of the problem that prevents scheduling; {@code NOTHING} if none does any more. */
    String whyNotScheduled(ScheduleRequest request) {
        return jdbc.sql(WHY_NOT_SCHEDULED)
                .params(parameters(request))
                .query(String.class)
                .single();
    }

    /** The order after the step; empty if the step's condition did not hold. */
    Optional<OrderView> take(
            Transition step, OrderCommand command, @Nullable String settlementId, @Nullable String reason) {
        Map<String, @Nullable Object> parameters = parameters(command);
        parameters.put("settlementId", settlementId);
        parameters.putAll(AuditLog.parameters(step.event(), command.actor(), command.origin(), reason));
        return jdbc.sql(step.statement())
                .params(parameters)
                .query(OrderRows::read)
                .optional();
    }

    /** Waits until whoever is changing the order has committed or rolled back. */
    void awaitConcurrentChange(String accountId, String orderNumber) {
        jdbc.sql(AWAIT_CONCURRENT_CHANGE)
                .param("accountId", accountId)
                .param("orderNumber", orderNumber)
                .query()
                .listOfRows();
    }

    Optional<OrderView> find(String accountId, String orderNumber) {
        return jdbc.sql(FIND)
                .param("accountId", accountId)
                .param("orderNumber", orderNumber)
                .query(OrderRows::read)
                .optional();
    }

    private static Map<String, @Nullable Object> parameters(ScheduleRequest request) {
        Map<String, @Nullable Object> parameters = parameters(request.command());
        parameters.put("instanceId", request.instanceId());
        parameters.put("change", request.change().name());
        parameters.put("from", request.from());
        parameters.put("to", request.to());
        parameters.put("effectiveAt", request.effectiveAt().atOffset(ZoneOffset.UTC));
        return parameters;
    }

    private static Map<String, @Nullable Object> parameters(OrderCommand command) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("accountId", command.accountId());
        parameters.put("orderNumber", command.orderNumber());
        return parameters;
    }
}
