package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The constraints that the database keeps on an order, whatever the code does. */
@BillingTest
class OrderConstraintsTest {

    private static final String CANCELLED = "status = 'CANCELLED', cancelled_at = now(), cancelled_by_type = 'USER',"
            + " cancelled_by_id = 'x', settlement_id = NULL, processing_since = NULL, applied_at = NULL";
    private static final String APPLIED =
            "status = 'APPLIED', settlement_id = 's', processing_since = now(), applied_at = now()";
    private static final String PROCESSING =
            "status = 'PROCESSING', settlement_id = 's', processing_since = now(), applied_at = NULL";
    private static final String SCHEDULED = "status = 'SCHEDULED', settlement_id = NULL, processing_since = NULL,"
            + " applied_at = NULL, cancelled_at = NULL, cancelled_by_type = NULL, cancelled_by_id = NULL";

    private final Billing billing;
    private final JdbcClient jdbc;
    private final Account account;
    private final String instance;
    private final String order;

    OrderConstraintsTest(@Autowired Billing billing, @Autowired JdbcClient jdbc) {
        this.billing = billing;
        this.jdbc = jdbc;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance, Duration.ZERO);
    }

    @Test
    void anInstanceHasOneOpenOrderOfAKind() {
        assertRefused(() -> account.downgrade(instance));
        billing.start(order);
        assertRefused(() -> account.downgrade(instance));
        billing.complete(order);
        account.downgrade(instance);
    }

    @Test
    void anOrderIsOfAnInstanceOfItsAccount() {
        assertRefused(() -> billing.newAccount().downgrade(instance));
    }

    @ParameterizedTest
    @ValueSource(strings = {CANCELLED, PROCESSING, SCHEDULED, APPLIED})
    void aCancelledOrderIsNeverAnythingElse(String other) {
        set(CANCELLED);
        assertRefused(() -> set(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {CANCELLED, PROCESSING, SCHEDULED, APPLIED})
    void anAppliedOrderIsNeverAnythingElse(String other) {
        set(PROCESSING);
        set(APPLIED);
        assertRefused(() -> set(other));
    }

    @Test
    void anOrderIsAppliedOnlyByWhoProcessesIt() {
        assertRefused(() -> set(APPLIED));
    }

    @Test
    void anOrderInProcessingIsNotCancelled() {
        set(PROCESSING);
        assertRefused(() -> set(CANCELLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'CANCELLED'",
                "status = 'PROCESSING'",
                "status = 'PROCESSING', settlement_id = 's'",
                "status = 'CANCELLED', cancelled_at = now()",
                "status = 'WHATEVER'"
            })
    void aStateHasItsFacts(String incomplete) {
        assertRefused(() -> set(incomplete));
    }

    private void set(String columns) {
        jdbc.sql("UPDATE downgrade_order SET " + columns + " WHERE order_number = ?")
                .param(order)
                .update();
    }

    private static void assertRefused(Runnable change) {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(change::run);
    }
}
