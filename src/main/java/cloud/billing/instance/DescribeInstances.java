package cloud.billing.instance;

import cloud.billing.access.Scope;
import cloud.billing.action.Action;
import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionCall;
import org.springframework.stereotype.Component;

/** Lists the account's instances (contract 1.3). */
@Component
class DescribeInstances implements Action {

    private final InstanceList instances;

    DescribeInstances(InstanceList instances) {
        this.instances = instances;
    }

    @Override
    public String name() {
        return "DescribeInstances";
    }

    @Override
    public Scope scope() {
        return Scope.VM_READ;
    }

    @Override
    public ActionAnswer perform(ActionCall call) {
        return call.answer(instances.page(call.accountId(), InstanceFilter.of(call.parameters())));
    }
}
