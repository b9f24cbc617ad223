package cloud.billing.downgrade;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What an open order will change.
 *
 * @param toValue an instance type, Mbps or TB, by the kind of change
 * @param effectiveTime to the second
 * @param isCancellable whether the order can still be cancelled, by the database's clock
 */
record ScheduledChange(String toValue, Instant effectiveTime, boolean isCancellable) {

    ScheduledChange {
        effectiveTime = effectiveTime.truncatedTo(ChronoUnit.SECONDS);
    }
}
