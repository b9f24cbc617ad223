package cloud.billing.instance;

/** How an instance is paid for; only a PREPAID one has downgrades scheduled for the next billing cycle. */
enum InstanceChargeType {
    PREPAID,
    POSTPAID
}
