package cloud.billing.downgrade;

import cloud.billing.action.RequestId;
import org.jspecify.annotations.Nullable;

/** How a cancel ended. */
sealed interface CancelVerdict {

    /** The order is cancelled, by the request with this id: this one or, if this is a retry, the first one. */
    record Cancelled(RequestId requestId) implements CancelVerdict {}

    /** The account has no such instance. */
    record NoSuchInstance() implements CancelVerdict {}

    /** The instance's {@code internetChargeType} rules out this kind of change. */
    record ChargeTypeNotSupported() implements CancelVerdict {}

    /** No order can be cancelled; with the latest one of that kind, if there ever was one. */
    record NothingToCancel(@Nullable LatestOrder latest) implements CancelVerdict {}

    /** The {@code Idempotency-Key} was used for another request. */
    record IdempotencyKeyReused() implements CancelVerdict {}
}
