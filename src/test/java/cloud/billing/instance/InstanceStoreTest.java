package cloud.billing.instance;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract 2: the same content gives the same result, also where it comes many times at once. */
@BillingTest
class InstanceStoreTest {

    private static final int ROUNDS = 100;
    private static final int AT_ONCE = 8;
    private static final InstanceContent CONTENT = new InstanceContent(
            "web",
            "HKG-A",
            "c.4c8g",
            InstanceChargeType.PREPAID,
            "RUNNING",
            "ByBandwidth",
            100,
            BigDecimal.ONE,
            Instant.EPOCH,
            null);

    private final InstanceStore store;
    private final Account account;

    InstanceStoreTest(@Autowired Billing billing, @Autowired InstanceStore store) {
        this.store = store;
        this.account = billing.newAccount();
    }

    /** Seven in a hundred rounds stumble where the second of two takes the first for another account's. */
    @Test
    void ofManyWhoMakeOneInstanceAtOnceOneDoesAndTheOthersReplaceIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            InstanceKey key = new InstanceKey(account.id(), account.id() + "." + round);
            Callable<Boolean> put = () -> store.put(key, CONTENT);
            assertThat(Http.atOnce(Stream.generate(() -> put).limit(AT_ONCE))).containsOnlyOnce(true);
        }
    }
}
