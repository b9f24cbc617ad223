package cloud.billing.action;

import cloud.billing.access.Actor;

/**
 * An authenticated request that may perform its action.
 *
 * @param accountId the only account that the caller acts for
 * @param identity recognizes a retry of the request
 */
public record ActionCall(
        String accountId, Actor actor, Parameters parameters, RequestOrigin origin, RequestIdentity identity) {

    /** This request's answer. */
    public ActionAnswer answer(Object members) {
        return new ActionAnswer(origin.requestId(), members);
    }
}
