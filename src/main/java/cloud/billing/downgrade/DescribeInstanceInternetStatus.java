package cloud.billing.downgrade;

import cloud.billing.access.Scope;
import cloud.billing.action.Action;
import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionCall;
import cloud.billing.instance.Instance;
import cloud.billing.instance.InstanceError;
import cloud.billing.instance.InstanceKey;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells an instance's bandwidth and traffic package, and what they are scheduled to become (contract 1.3). */
@Component
class DescribeInstanceInternetStatus implements Action {

    private final DowngradeOrderRepository orders;

    DescribeInstanceInternetStatus(DowngradeOrderRepository orders) {
        this.orders = orders;
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
        String instanceId = call.parameters().requiredId("instanceId");
        return orders.findInternetChanges(new InstanceKey(call.accountId(), instanceId))
                .map(changes -> call.answer(InternetStatus.of(changes)))
                .orElseThrow(() -> InstanceError.notFound(instanceId));
    }

    /** The numbers of what is not scheduled are null, as the vendor's are; its times are left out. */
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

        static InternetStatus of(InternetChanges changes) {
            Instance instance = changes.bandwidth().instance();
            return new InternetStatus(
                    instance.instanceId(),
                    instance.instanceName(),
                    instance.internetMaxBandwidthOut(),
                    number(changes.bandwidth().order()),
                    changes.bandwidth().status(),
                    instance.trafficPackageSize(),
                    number(changes.trafficPackage().order()),
                    changes.trafficPackage().status(),
                    time(changes.bandwidth().order()),
                    time(changes.trafficPackage().order()));
        }

        private static @Nullable BigDecimal number(@Nullable DowngradeOrder order) {
            return order == null ? null : new BigDecimal(order.toValue());
        }

        private static @Nullable Instant time(@Nullable DowngradeOrder order) {
            return order == null ? null : order.effectiveAt().truncatedTo(ChronoUnit.SECONDS);
        }
    }
}
