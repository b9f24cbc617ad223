package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import cloud.billing.action.ActionCall;
import cloud.billing.action.RequestIdentity;
import cloud.billing.action.RequestOrigin;

/**
 * A customer's request to cancel a scheduled downgrade.
 *
 * @param change the one kind of change that is cancelled
 * @param identity recognizes a retry of this request
 */
record CancelRequest(
        String accountId,
        String instanceId,
        Change change,
        Actor actor,
        RequestOrigin origin,
        RequestIdentity identity) {

    static CancelRequest of(ActionCall call, Change change) {
        return new CancelRequest(
                call.accountId(),
                call.parameters().requiredId("instanceId"),
                change,
                call.actor(),
                call.origin(),
                call.identity());
    }
}
