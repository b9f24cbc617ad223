package cloud.billing.downgrade;

import cloud.billing.access.Scope;
import cloud.billing.action.Action;
import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionCall;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Returns an instance's bandwidth and traffic package, and what they are scheduled to become (contract 1.3). */
@Component
class DescribeInstanceInternetStatus implements Action {

    private final InstanceChangesReader changes;

    DescribeInstanceInternetStatus(InstanceChangesReader changes) {
        this.changes = changes;
    }

    @Override
    public String name() {
        return "DescribeInstanceInternetStatus";
    }

    @Override
    public Scope scope() {
        return Scope.VM_READ;
    }

    @Override
    public ActionAnswer perform(ActionCall call) {
        return call.answer(InternetStatus.of(
                changes.read(call.accountId(), call.parameters().requiredId("instanceId"))));
    }

    /** If nothing is scheduled, the number is null, as the vendor's is, and the time is left out. */
    record InternetStatus(
            String instanceId,
            String instanceName,
            int internetMaxBandwidthOut,
            @Nullable BigDecimal modifiedInternetMaxBandwidthOut,
            ScheduledChangeStatus modifiedBandwidthStatus,
            BigDecimal trafficPackageSize,
            @Nullable BigDecimal modifiedTrafficPackageSize,
            ScheduledChangeStatus modifiedTrafficPackageStatus,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant bandwidthEffectiveTime,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant trafficPackageEffectiveTime) {

        static InternetStatus of(InstanceChanges instance) {
            ScheduledChange bandwidth = instance.scheduled(Change.BANDWIDTH);
            ScheduledChange trafficPackage = instance.scheduled(Change.TRAFFIC_PACKAGE);
            return new InternetStatus(
                    instance.instanceId(),
                    instance.instanceName(),
                    instance.internetMaxBandwidthOut(),
                    number(bandwidth),
                    instance.status(Change.BANDWIDTH),
                    instance.trafficPackageSize(),
                    number(trafficPackage),
                    instance.status(Change.TRAFFIC_PACKAGE),
                    time(bandwidth),
                    time(trafficPackage));
        }

        private static @Nullable BigDecimal number(@Nullable ScheduledChange change) {
            return change == null ? null : new BigDecimal(change.toValue());
        }

        private static @Nullable Instant time(@Nullable ScheduledChange change) {
            return change == null ? null : change.effectiveTime();
        }
    }
}
