package cloud.billing.downgrade;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance and what is scheduled for it, read in one statement, so that they are consistent.
 *
 * @param internetMaxBandwidthOut Mbps
 * @param trafficPackageSize TB
 * @param scheduled by kind; no entry for a kind without an open order
 */
record InstanceChanges(
        String instanceId,
        String instanceName,
        String instanceType,
        int internetMaxBandwidthOut,
        BigDecimal trafficPackageSize,
        Map<Change, ScheduledChange> scheduled) {

    /** The scheduled change of this kind; null if there is none. */
    @Nullable ScheduledChange scheduled(Change change) {
        return scheduled.get(change);
    }

    ScheduledChangeStatus status(Change change) {
        ScheduledChange order = scheduled(change);
        if (order == null) {
            return ScheduledChangeStatus.ENABLE;
        }
        return order.isCancellable() ? ScheduledChangeStatus.WAIT_TO_ENABLE : ScheduledChangeStatus.PROCESSING;
    }
}
