package cloud.billing.downgrade;

/** What of an instance a downgrade makes smaller; each kind is ordered and cancelled by itself. */
enum Change {
    SPECIFICATION,
    BANDWIDTH,
    TRAFFIC_PACKAGE
}
