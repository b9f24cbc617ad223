package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import cloud.billing.action.RequestId;
import cloud.billing.action.RequestIdentity;
import cloud.billing.action.RequestOrigin;
import cloud.billing.support.Account;
import java.security.SecureRandom;

/** Customers' cancels as the service receives them, without HTTP. */
final class CancelRequests {

    private CancelRequests() {}

    /** A new cancel, signed with the account's key. */
    static CancelRequest of(Account account, String instance, Change change, String requestId) {
        byte[] digest = new byte[32];
        new SecureRandom().nextBytes(digest);
        return new CancelRequest(
                account.id(),
                instance,
                change,
                actor(account),
                origin(requestId),
                new RequestIdentity(digest, null, digest));
    }

    /** A cancel with the identity of another one. */
    static CancelRequest withIdentityOf(CancelRequest known, CancelRequest wish) {
        return new CancelRequest(
                wish.accountId(), wish.instanceId(), wish.change(), wish.actor(), wish.origin(), known.identity());
    }

    static Actor actor(Account account) {
        return new Actor(Actor.Type.ACCESS_KEY, account.accessKeyId());
    }

    static RequestOrigin origin(String requestId) {
        return new RequestOrigin(new RequestId(requestId), "127.0.0.1", null, null);
    }
}
