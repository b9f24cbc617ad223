package cloud.billing.downgrade;

import cloud.billing.instance.Instance;
import org.jspecify.annotations.Nullable;

/**
 * An instance and the open order of one kind for it, read in one statement, so that the two fit together.
 *
 * @param order the order that is scheduled or in processing; null where there is none
 * @param cancellable whether the order can still be cancelled, by the database's clock
 */
record InstanceChange(Instance instance, @Nullable DowngradeOrder order, boolean cancellable) {

    ScheduledChangeStatus status() {
        if (order == null) {
            return ScheduledChangeStatus.ENABLE;
        }
        return cancellable ? ScheduledChangeStatus.WAIT_TO_ENABLE : ScheduledChangeStatus.PROCESSING;
    }
}
