package cloud.billing.downgrade;

import cloud.billing.access.Scope;
import cloud.billing.action.Action;
import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionCall;
import cloud.billing.instance.InstanceError;
import cloud.billing.instance.InstanceKey;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells an instance's type, and what it is scheduled to become (contract 1.3). */
@Component
class DescribeInstanceTypeStatus implements Action {

    private final DowngradeOrderRepository orders;

    DescribeInstanceTypeStatus(DowngradeOrderRepository orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "DescribeInstanceTypeStatus";
    }

    @Override
    public Scope scope() {
        return Scope.VM_READ;
    }

    @Override
    public ActionAnswer perform(ActionCall call) {
        String instanceId = call.parameters().requiredId("instanceId");
        return orders.findInstanceChange(new InstanceKey(call.accountId(), instanceId), Change.SPECIFICATION)
                .map(change -> call.answer(TypeStatus.of(change)))
                .orElseThrow(() -> InstanceError.notFound(instanceId));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TypeStatus(
            String instanceId,
            String instanceName,
            String instanceType,
            String modifiedInstanceType,
            ScheduledChangeStatus modifiedInstanceTypeStatus,
            @Nullable Instant effectiveTime) {

        static TypeStatus of(InstanceChange change) {
            DowngradeOrder order = change.order();
            return new TypeStatus(
                    change.instance().instanceId(),
                    change.instance().instanceName(),
                    change.instance().instanceType(),
                    order == null ? "" : order.toValue(),
                    change.status(),
                    order == null ? null : order.effectiveAt().truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
