package cloud.billing.downgrade;

/** The states of a downgrade order (contract 2); {@code CANCELLED} and {@code APPLIED} are final. */
enum OrderStatus {
    SCHEDULED,
    PROCESSING,
    CANCELLED,
    APPLIED
}
