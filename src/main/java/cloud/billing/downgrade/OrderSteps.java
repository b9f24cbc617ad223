package cloud.billing.downgrade;

import cloud.billing.internal.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Why a step was not taken, by the order as it is; null where nothing stands against it any more, or it was taken before. */
final class OrderSteps {

    private OrderSteps() {}

    static boolean isRepeat(Transition step, OrderView order, @Nullable String settlementId, @Nullable String reason) {
        return switch (step) {
            case CANCEL -> order.status() == OrderStatus.CANCELLED;
            case START -> order.status() == OrderStatus.PROCESSING && order.isHeldBy(String.valueOf(settlementId));
            case COMPLETE -> order.status() == OrderStatus.APPLIED && order.isHeldBy(String.valueOf(settlementId));
            case RELEASE ->
                order.status() == OrderStatus.SCHEDULED
                        && new OrderView.Release(String.valueOf(settlementId), String.valueOf(reason))
                                .equals(order.lastRelease());
        };
    }

    static @Nullable ProblemCode obstacle(Transition step, OrderView order, @Nullable String settlementId) {
        boolean isHeld = order.isHeldBy(String.valueOf(settlementId));
        boolean isEarly = order.cancellableUntil() != null;
        return switch (order.status()) {
            case CANCELLED -> ProblemCode.ORDER_CANCELLED;
            case APPLIED -> ProblemCode.ORDER_APPLIED;
            case PROCESSING ->
                switch (step) {
                    case CANCEL -> ProblemCode.ORDER_PROCESSING;
                    case START, COMPLETE, RELEASE -> isHeld ? null : ProblemCode.ORDER_HELD_BY_ANOTHER_SETTLEMENT;
                };
            case SCHEDULED ->
                switch (step) {
                    case CANCEL -> isEarly ? null : ProblemCode.ORDER_IS_DUE;
                    case START -> isEarly ? ProblemCode.ORDER_NOT_DUE : null;
                    case COMPLETE, RELEASE -> ProblemCode.ORDER_NOT_PROCESSING;
                };
        };
    }
}
