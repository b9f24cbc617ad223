package cloud.billing.downgrade;

import cloud.billing.action.RequestId;
import org.jspecify.annotations.Nullable;

/** How a cancel ended. */
sealed interface CancelVerdict {

    /** The order is cancelled, by the request with this id: this one, or the first one that this one repeats. */
    record Cancelled(RequestId requestId) implements CancelVerdict {}

    /** The account has no such instance. */
    record NoSuchInstance() implements CancelVerdict {}

    /** The instance's internet is charged in a way that this kind of change does not fit. */
    record ChargedOtherwise() implements CancelVerdict {}

    /** No order can be cancelled; the latest one of that kind, where there ever was one. */
    record NothingToCancel(@Nullable LatestOrder latest) implements CancelVerdict {}

    /** The {@code Idempotency-Key} stands for another request. */
    record KeyOfAnotherRequest() implements CancelVerdict {}
}
