package cloud.billing.action;

import cloud.billing.access.Actor;

/**
 * A request that was authenticated and may perform its action.
 *
 * @param accountId the account that the caller acts for, and no other
 * @param identity by which a repeat of the request is known
 */
public record ActionCall(
        String accountId, Actor actor, Parameters parameters, RequestOrigin origin, RequestIdentity identity) {

    /** This request's answer. */
    public ActionAnswer answer(Object members) {
        return new ActionAnswer(origin.requestId(), members);
    }
}
