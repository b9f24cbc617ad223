package cloud.billing.downgrade;

import cloud.billing.internal.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Explains by an order's state why a step was not taken. */
final class OrderSteps {

    private OrderSteps() {}

    /** Whether the step was already taken: a cancel by anyone, the others by the same settlement (and a release for the same reason). */
    static boolean isRepeat(Transition step, OrderView order, @Nullable String settlementId, @Nullable String reason) {
        return switch (step) {
            case CANCEL -> order.status() == OrderStatus.CANCELLED;
            case START -> order.status() == OrderStatus.PROCESSING && order.isHeldBy(settlementId);
            case COMPLETE -> order.status() == OrderStatus.APPLIED && order.isHeldBy(settlementId);
            case RELEASE ->
                order.status() == OrderStatus.SCHEDULED
                        && new OrderView.Release(settlementId, reason).equals(order.lastRelease());
        };
    }

    /** Why the step was not taken; null if nothing prevents it any more. */
    static @Nullable ProblemCode obstacle(Transition step, OrderView order, @Nullable String settlementId) {
        boolean isHeld = order.isHeldBy(settlementId);
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
