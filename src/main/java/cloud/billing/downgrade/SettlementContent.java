package cloud.billing.downgrade;

import cloud.billing.internal.ResourceId;

/** Which settlement takes or completes an order. */
record SettlementContent(@ResourceId String settlementId) {}
