package cloud.billing.downgrade;

import cloud.billing.instance.Instance;
import org.jspecify.annotations.Nullable;

/** An instance and the open orders for its internet, read in one statement, so that they fit together. */
record InternetChanges(InstanceChange bandwidth, InstanceChange trafficPackage) {

    /** As the statement selects it. */
    InternetChanges(
            Instance instance,
            @Nullable DowngradeOrder bandwidth,
            boolean bandwidthCancellable,
            @Nullable DowngradeOrder trafficPackage,
            boolean trafficPackageCancellable) {
        this(
                new InstanceChange(instance, bandwidth, bandwidthCancellable),
                new InstanceChange(instance, trafficPackage, trafficPackageCancellable));
    }
}
