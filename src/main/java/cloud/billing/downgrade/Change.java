package cloud.billing.downgrade;

import org.jspecify.annotations.Nullable;

/** The part of an instance that a downgrade reduces; each kind is ordered and cancelled on its own. */
enum Change {
    SPECIFICATION(null),
    BANDWIDTH("ByBandwidth"),
    TRAFFIC_PACKAGE("ByTrafficPackage");

    private final @Nullable String internetChargeType;

    Change(@Nullable String internetChargeType) {
        this.internetChargeType = internetChargeType;
    }

    /** The {@code internetChargeType} that an instance must have for a customer to cancel this kind; null if any will do. */
    @Nullable String internetChargeType() {
        return internetChargeType;
    }
}
