package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import cloud.billing.action.RequestOrigin;

/** A service's wish about one order: which one, who wishes it, and by which request. */
record OrderCommand(String accountId, String orderNumber, Actor actor, RequestOrigin origin) {}
