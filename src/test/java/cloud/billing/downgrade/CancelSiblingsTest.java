package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract 1.3: the cancels of the other kinds, and DescribeInstanceInternetStatus. */
@BillingTest
class CancelSiblingsTest {

    private final Billing billing;
    private final Account account;

    CancelSiblingsTest(@Autowired Billing billing) {
        this.billing = billing;
        this.account = billing.newAccount();
    }

    @ParameterizedTest
    @CsvSource({
        "CancelInstanceBandwidthDowngrade, ByBandwidth, BANDWIDTH",
        "CancelInstanceTrafficPackageDowngrade, ByTrafficPackage, TRAFFIC_PACKAGE"
    })
    void eachCancelsItsOwnKindAlone(String action, String chargeType, String kind) {
        String instance = account.instance("PREPAID", chargeType);
        String specification = account.downgrade(instance);
        String bandwidth = account.bandwidthDowngrade(instance);
        String trafficPackage = account.trafficPackageDowngrade(instance);

        call(action, instance).isCancelled();

        assertThat(billing.statusOf(specification)).isEqualTo("SCHEDULED");
        assertThat(billing.statusOf(bandwidth)).isEqualTo(kind.equals("BANDWIDTH") ? "CANCELLED" : "SCHEDULED");
        assertThat(billing.statusOf(trafficPackage))
                .isEqualTo(kind.equals("TRAFFIC_PACKAGE") ? "CANCELLED" : "SCHEDULED");
        account.cancel(instance).isCancelled();
    }

    @ParameterizedTest
    @CsvSource({
        "CancelInstanceBandwidthDowngrade, ByTrafficPackage",
        "CancelInstanceTrafficPackageDowngrade, ByBandwidth"
    })
    void anInstanceThatIsChargedOtherwiseIsRefusedEvenWithAnOrder(String action, String chargeType) {
        String instance = account.instance("PREPAID", chargeType);
        String bandwidth = account.bandwidthDowngrade(instance);
        String trafficPackage = account.trafficPackageDowngrade(instance);
        call(action, instance).isRefused(403, "OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT");
        assertThat(billing.statusOf(bandwidth)).isEqualTo("SCHEDULED");
        assertThat(billing.statusOf(trafficPackage)).isEqualTo("SCHEDULED");
    }

    @ParameterizedTest
    @CsvSource({
        "CancelInstanceBandwidthDowngrade, ByBandwidth, 403",
        "CancelInstanceTrafficPackageDowngrade, ByTrafficPackage, 404"
    })
    void whereNothingIsScheduledTheStatusIsTheVendors(String action, String chargeType, int status) {
        call(action, account.instance("PREPAID", chargeType)).isRefused(status, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        call(action, "none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
        call(action, billing.newAccount().instance("PREPAID", chargeType)).isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
    }

    /** Signed within one second, the two have the same signature, which does not cover the action. */
    @Test
    void twoKindsOfOneInstanceAreCancelledWithinASecond() {
        String instance = account.instance("PREPAID", "ByBandwidth");
        String specification = account.downgrade(instance);
        String bandwidth = account.bandwidthDowngrade(instance);
        Answer one = call("CancelInstanceDowngrade", instance).isCancelled();
        Answer other = call("CancelInstanceBandwidthDowngrade", instance).isCancelled();
        assertThat(one.requestId()).isNotEqualTo(other.requestId());
        assertThat(billing.statusOf(specification)).isEqualTo("CANCELLED");
        assertThat(billing.statusOf(bandwidth)).isEqualTo("CANCELLED");
    }

    @Test
    void theInternetIsDescribed() {
        String instance = account.instance("PREPAID", "ByBandwidth");
        Answer quiet = call("DescribeInstanceInternetStatus", instance);
        String order = account.bandwidthDowngrade(instance);
        Answer scheduled = call("DescribeInstanceInternetStatus", instance);
        assertThat(quiet.body()).isEqualTo("""
                        {"requestId":"%1$s","response":{"requestId":"%1$s","instanceId":"%2$s","instanceName":"%2$s",\
                        "internetMaxBandwidthOut":100,"modifiedInternetMaxBandwidthOut":null,"modifiedBandwidthStatus":"Enable",\
                        "trafficPackageSize":0,"modifiedTrafficPackageSize":null,"modifiedTrafficPackageStatus":"Enable"}}""", quiet.requestId(), instance);
        assertThat(scheduled.body()).isEqualTo("""
                        {"requestId":"%1$s","response":{"requestId":"%1$s","instanceId":"%2$s","instanceName":"%2$s",\
                        "internetMaxBandwidthOut":100,"modifiedInternetMaxBandwidthOut":50,\
                        "modifiedBandwidthStatus":"WaitToEnable","trafficPackageSize":0,"modifiedTrafficPackageSize":null,\
                        "modifiedTrafficPackageStatus":"Enable","bandwidthEffectiveTime":"%3$s"}}""", scheduled.requestId(), instance, billing.effectiveAt(order));
    }

    private Answer call(String action, String instance) {
        return Http.send(account.signed(action, Account.body(instance)));
    }
}
