package cloud.billing.instance;

/** How an instance is paid for; only a PREPAID one has downgrades that wait for the next cycle. */
enum InstanceChargeType {
    PREPAID,
    POSTPAID
}
