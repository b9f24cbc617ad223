package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import cloud.billing.action.RequestOrigin;

/** A service's request about one order: which order, who asks, and through which request. */
record OrderCommand(String accountId, String orderNumber, Actor actor, RequestOrigin origin) {}
