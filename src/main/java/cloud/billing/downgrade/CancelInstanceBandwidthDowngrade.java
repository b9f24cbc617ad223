package cloud.billing.downgrade;

import cloud.billing.access.Scope;
import cloud.billing.action.Action;
import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionCall;
import org.springframework.stereotype.Component;

/** Cancels the scheduled downgrade of an instance's bandwidth (contract 1.3). */
@Component
class CancelInstanceBandwidthDowngrade implements Action {

    private final DowngradeOrderService orders;

    CancelInstanceBandwidthDowngrade(DowngradeOrderService orders) {
        this.orders = orders;
    }

    @Override
    public String name() {
        return "CancelInstanceBandwidthDowngrade";
    }

    @Override
    public Scope scope() {
        return Scope.VM_WRITE;
    }

    @Override
    public ActionAnswer perform(ActionCall call) {
        CancelRequest request = CancelRequest.of(call, Change.BANDWIDTH);
        return CancelAnswers.answer(orders.cancel(request), request);
    }
}
