package cloud.billing.downgrade;

import cloud.billing.audit.AuditLog;
import cloud.billing.audit.OrderEvent;

/**
 * The steps of an order's life cycle that services of the platform request (contract 2): each is one statement and the whole transaction.
 * Its condition decides the race; the rows it returns are the verdict. It compares the status with a subquery so that the planner cannot
 * use the partial indexes of open orders: an order is found by its key, however few are open.
 */
enum Transition {

    /** For the platform: as a customer's cancel, but whatever the instance's {@code internetChargeType}. */
    CANCEL(OrderEvent.CANCELLED, """
            UPDATE downgrade_order
               SET status = 'CANCELLED', cancelled_at = clock_timestamp(), cancel_reason = :reason,
                   cancelled_by_type = :actorType, cancelled_by_id = :actorId
             WHERE account_id = :accountId AND order_number = :orderNumber
               AND status = (SELECT 'SCHEDULED') AND effective_at > clock_timestamp()
            RETURNING *"""),

    /** The mirror of a cancel: what is due by the database's clock belongs to settlement. */
    START(OrderEvent.PROCESSING, """
            UPDATE downgrade_order
               SET status = 'PROCESSING', settlement_id = :settlementId, processing_since = clock_timestamp()
             WHERE account_id = :accountId AND order_number = :orderNumber
               AND status = (SELECT 'SCHEDULED') AND effective_at <= clock_timestamp()
            RETURNING *"""),

    /** Also gives the instance its new value. */
    COMPLETE(OrderEvent.APPLIED, """
            UPDATE downgrade_order
               SET status = 'APPLIED', applied_at = clock_timestamp()
             WHERE account_id = :accountId AND order_number = :orderNumber
               AND status = (SELECT 'PROCESSING') AND settlement_id = :settlementId
            RETURNING *""", """
            , applied AS (
            UPDATE instance i
               SET instance_type = CASE WHEN c.change = 'SPECIFICATION' THEN c.to_value ELSE i.instance_type END,
                   internet_max_bandwidth_out =
                       CASE WHEN c.change = 'BANDWIDTH' THEN c.to_value::integer ELSE i.internet_max_bandwidth_out END,
                   traffic_package_size =
                       CASE WHEN c.change = 'TRAFFIC_PACKAGE' THEN c.to_value::numeric ELSE i.traffic_package_size END
              FROM changed c
             WHERE i.account_id = c.account_id AND i.instance_id = c.instance_id
            )"""),

    RELEASE(OrderEvent.RELEASED, """
            UPDATE downgrade_order
               SET status = 'SCHEDULED', settlement_id = NULL, processing_since = NULL,
                   last_released_settlement_id = :settlementId, last_release_reason = :reason
             WHERE account_id = :accountId AND order_number = :orderNumber
               AND status = (SELECT 'PROCESSING') AND settlement_id = :settlementId
            RETURNING *""");

    private final OrderEvent event;
    private final String statement;

    Transition(OrderEvent event, String update) {
        this(event, update, "");
    }

    Transition(OrderEvent event, String update, String consequence) {
        this.event = event;
        this.statement = """
                WITH changed AS (
                %s
                ), event AS (
                %s
                )%s
                SELECT %s FROM changed""".formatted(update, AuditLog.INSERT_EVENT_OF_CHANGED, consequence, OrderRows.COLUMNS);
    }

    OrderEvent event() {
        return event;
    }

    String statement() {
        return statement;
    }
}
