package cloud.billing.downgrade;

import cloud.billing.access.Scope;
import cloud.billing.action.Action;
import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionCall;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Returns an instance's type, and what it is scheduled to become (contract 1.3). */
@Component
class DescribeInstanceTypeStatus implements Action {

    private final InstanceChangesReader changes;

    DescribeInstanceTypeStatus(InstanceChangesReader changes) {
        this.changes = changes;
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
        return call.answer(
                TypeStatus.of(changes.read(call.accountId(), call.parameters().requiredId("instanceId"))));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TypeStatus(
            String instanceId,
            String instanceName,
            String instanceType,
            String modifiedInstanceType,
            ScheduledChangeStatus modifiedInstanceTypeStatus,
            @Nullable Instant effectiveTime) {

        static TypeStatus of(InstanceChanges instance) {
            ScheduledChange change = instance.scheduled(Change.SPECIFICATION);
            return new TypeStatus(
                    instance.instanceId(),
                    instance.instanceName(),
                    instance.instanceType(),
                    change == null ? "" : change.toValue(),
                    instance.status(Change.SPECIFICATION),
                    change == null ? null : change.effectiveTime());
        }
    }
}
