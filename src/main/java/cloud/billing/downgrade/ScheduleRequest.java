package cloud.billing.downgrade;

import java.time.Instant;

/** A downgrade to be scheduled. */
record ScheduleRequest(
        OrderCommand command, String instanceId, Change change, String from, String to, Instant effectiveAt) {

    /** Whether this order has the requested content, whatever its state is now. */
    boolean isContentOf(OrderView order) {
        return order.instanceId().equals(instanceId)
                && order.change() == change
                && order.from().toString().equals(from)
                && order.to().toString().equals(to)
                && order.effectiveAt().equals(effectiveAt);
    }
}
