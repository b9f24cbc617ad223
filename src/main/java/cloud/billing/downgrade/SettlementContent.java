package cloud.billing.downgrade;

import cloud.billing.internal.ResourceId;

/** Which settlement takes or closes an order. */
record SettlementContent(@ResourceId String settlementId) {}
