package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract 1.3: CancelInstanceDowngrade, and DescribeInstanceTypeStatus before and after. */
@BillingTest
class CancelInstanceDowngradeTest {

    private final Billing billing;
    private final Account account;
    private final String instance;

    CancelInstanceDowngradeTest(@Autowired Billing billing) {
        this.billing = billing;
        this.account = billing.newAccount();
        this.instance = account.instance();
    }

    @Test
    void aScheduledDowngradeIsCancelled() {
        String order = account.downgrade(instance);

        account.cancel(instance).isCancelled();

        assertThat(billing.order(order))
                .containsEntry("status", "CANCELLED")
                .containsEntry("cancelled_by_type", "ACCESS_KEY")
                .containsEntry("cancelled_by_id", account.accessKeyId())
                .containsEntry("cancel_reason", null);
    }

    @Test
    void theInstanceIsDescribedBeforeAndAfter() {
        String order = account.downgrade(instance);
        Answer before = account.describe(instance);
        account.cancel(instance).isCancelled();
        Answer after = account.describe(instance);

        assertThat(before.body()).isEqualTo("""
                        {"requestId":"%1$s","response":{"requestId":"%1$s","instanceId":"%2$s","instanceName":"%2$s",\
                        "instanceType":"c.4c8g","modifiedInstanceType":"c.2c4g","modifiedInstanceTypeStatus":"WaitToEnable",\
                        "effectiveTime":"%3$s"}}""", before.requestId(), instance, effectiveAt(order));
        assertThat(after.body()).isEqualTo("""
                        {"requestId":"%1$s","response":{"requestId":"%1$s","instanceId":"%2$s","instanceName":"%2$s",\
                        "instanceType":"c.4c8g","modifiedInstanceType":"","modifiedInstanceTypeStatus":"Enable"}}""", after.requestId(), instance);
    }

    @Test
    void aDueDowngradeIsDescribedAsProcessing() {
        account.downgrade(instance, Duration.ZERO);
        assertThat(typeStatus(account.describe(instance))).isEqualTo("Processing");
    }

    @Test
    void aDowngradeInProcessingIsDescribedAsProcessing() {
        billing.start(account.downgrade(instance, Duration.ZERO));
        assertThat(typeStatus(account.describe(instance))).isEqualTo("Processing");
    }

    @Test
    void anotherKindOfDowngradeSurvives() {
        String bandwidth = account.bandwidthDowngrade(instance);
        account.downgrade(instance);
        account.cancel(instance).isCancelled();
        assertThat(billing.statusOf(bandwidth)).isEqualTo("SCHEDULED");
    }

    @Test
    void aForeignInstanceLooksLikeNone() {
        Account other = billing.newAccount();
        String order = account.downgrade(instance);
        String foreign = other.cancel(instance)
                .isRefused(404, "INVALID_INSTANCE_NOT_FOUND")
                .message()
                .replace(instance, "?");
        String none = other.cancel("none")
                .isRefused(404, "INVALID_INSTANCE_NOT_FOUND")
                .message()
                .replace("none", "?");
        assertThat(foreign).isEqualTo(none);
        other.describe(instance).isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
    }

    @Test
    void whereNothingWasEverScheduledItSaysSo() {
        account.cancel(instance)
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST")
                .saying("No such downgrade was ever scheduled for this instance.");
        account.cancel(account.instance("POSTPAID", "ByBandwidth"))
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST")
                .saying("No such downgrade was ever scheduled for this instance.");
    }

    @Test
    void aCancelledOrderIsToldWithItsTime() {
        String order = account.downgrade(instance);
        account.cancel(instance).isCancelled();
        account.cancelAnew(instance)
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST")
                .saying("Downgrade order %s was already cancelled at %s.", order, time(order, "cancelled_at"));
    }

    @Test
    void aDueOrderIsTheSettlementsAndIsToldWithItsTime() {
        String order = account.downgrade(instance, Duration.ZERO);
        account.cancel(instance)
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST")
                .saying(
                        "Downgrade order %s has been due since %s; it can no longer be cancelled.",
                        order, effectiveAt(order));
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
    }

    @Test
    void anOrderInProcessingIsToldWithItsTime() {
        String order = account.downgrade(instance, Duration.ZERO);
        billing.start(order);
        account.cancel(instance)
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST")
                .saying(
                        "Downgrade order %s is being processed (since %s); it can no longer be cancelled.",
                        order, time(order, "processing_since"));
    }

    @Test
    void anAppliedOrderIsToldWithItsTime() {
        String order = account.downgrade(instance, Duration.ZERO);
        billing.start(order);
        billing.complete(order);
        account.cancel(instance)
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST")
                .saying("Downgrade order %s took effect at %s.", order, time(order, "applied_at"));
    }

    @Test
    void theLatestOrderIsTheOneThatIsToldOf() {
        account.downgrade(instance);
        account.cancelAnew(instance).isCancelled();
        String latest = account.downgrade(instance);
        account.cancelAnew(instance).isCancelled();
        assertThat(account.cancelAnew(instance).message()).contains(latest);
    }

    private static String typeStatus(Answer answer) {
        return answer.json().at("/response/modifiedInstanceTypeStatus").stringValue();
    }

    private String effectiveAt(String order) {
        return time(order, "effective_at");
    }

    private String time(String order, String column) {
        Instant instant = ((java.sql.Timestamp) billing.order(order).get(column)).toInstant();
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
