package cloud.billing.downgrade;

import java.time.Instant;

/** A downgrade that is to be scheduled. */
record ScheduleRequest(
        OrderCommand command, String instanceId, Change change, String from, String to, Instant effectiveAt) {

    /** Whether this order is what is asked for, however it has fared since. */
    boolean isContentOf(OrderView order) {
        return order.instanceId().equals(instanceId)
                && order.change() == change
                && order.from().toString().equals(from)
                && order.to().toString().equals(to)
                && order.effectiveAt().equals(effectiveAt);
    }
}
