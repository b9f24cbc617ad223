package cloud.billing.audit;

/** What can happen to a downgrade order (contract 4). */
public enum OrderEvent {
    SCHEDULED("billing.downgrade-order.scheduled.v1"),
    CANCELLED("billing.downgrade-order.cancelled.v1"),
    PROCESSING("billing.downgrade-order.processing.v1"),
    RELEASED("billing.downgrade-order.released.v1"),
    APPLIED("billing.downgrade-order.applied.v1");

    private final String type;

    OrderEvent(String type) {
        this.type = type;
    }

    /** The CloudEvents {@code type}. */
    public String type() {
        return type;
    }
}
