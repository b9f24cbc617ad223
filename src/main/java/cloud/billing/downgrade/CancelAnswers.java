package cloud.billing.downgrade;

import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.downgrade.DowngradeError.OPERATION_DENIED_DOWNGRADE_NOT_EXIST;
import static cloud.billing.downgrade.DowngradeError.OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT;

import cloud.billing.action.ActionAnswer;
import cloud.billing.action.ActionException;
import cloud.billing.instance.InstanceError;
import org.springframework.http.HttpStatus;

/** Turns a cancel's verdict into the action protocol's answer (contract 1.2). */
final class CancelAnswers {

    private CancelAnswers() {}

    /**
     * The answer to a cancel.
     *
     * @throws ActionException if nothing was cancelled, with the reason
     */
    static ActionAnswer answer(CancelVerdict verdict, CancelRequest request) {
        return switch (verdict) {
            case CancelVerdict.Cancelled cancelled -> ActionAnswer.of(cancelled.requestId());
            case CancelVerdict.NoSuchInstance none -> throw InstanceError.notFound(request.instanceId());
            case CancelVerdict.ChargeTypeNotSupported otherwise ->
                throw new ActionException(
                        OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT,
                        "This is only for instances whose internetChargeType is "
                                + request.change().internetChargeType() + ".");
            case CancelVerdict.NothingToCancel nothing ->
                throw new ActionException(
                        OPERATION_DENIED_DOWNGRADE_NOT_EXIST,
                        statusOfNothing(request.change()),
                        LatestOrder.describe(nothing.latest()));
            case CancelVerdict.IdempotencyKeyReused other ->
                throw new ActionException(
                        INVALID_PARAMETER_VALUE,
                        "This Idempotency-Key was used for another request; use a new one for each request.");
        };
    }

    /** The vendor documents another status for one kind of change, and clients may rely on it (contract 1.3). */
    private static HttpStatus statusOfNothing(Change change) {
        return change == Change.TRAFFIC_PACKAGE ? HttpStatus.NOT_FOUND : HttpStatus.FORBIDDEN;
    }
}
