package cloud.billing.instance;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    private final Billing billing;
    private final Account account;

    InstanceStoreTest(@Autowired Billing billing, @Autowired InstanceStore store) {
        this.store = store;
        this.billing = billing;
        this.account = billing.newAccount();
    }

    /** Without the store's second try, seven in a hundred rounds fail: a rival's instance is taken for another account's. */
    @Test
    void ofManyWhoMakeOneInstanceAtOnceOneDoesAndTheOthersReplaceIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            InstanceKey key = new InstanceKey(account.id(), account.id() + "." + round);
            Callable<Boolean> put = () -> store.put(key, CONTENT);
            assertThat(Http.atOnce(Stream.generate(() -> put).limit(AT_ONCE))).containsOnlyOnce(true);
        }
    }

    @Test
    void anInstanceThatIsReplacedIsReadAsItWasPutLast() {
        String path = "/accounts/" + account.id() + "/instances/" + account.id() + ".replaced";
        InternalClient platform = billing.internal();
        platform.put(path, """
                {"instanceName":"web","zoneId":"HKG-A","instanceType":"c","instanceChargeType":"PREPAID","instanceStatus":"RUNNING",
                "internetChargeType":"ByBandwidth","internetMaxBandwidthOut":1,"trafficPackageSize":0,
                "createTime":"2026-01-01T00:00:00Z","expiredTime":"2026-02-01T00:00:00Z"}""").is("201");
        InternalClient.Reply replaced = platform.put(path, """
                {"instanceName":"db","zoneId":"SIN-A","instanceType":"d","instanceChargeType":"POSTPAID","instanceStatus":"STOPPED",
                "internetChargeType":"ByTrafficPackage","internetMaxBandwidthOut":2,"trafficPackageSize":3,
                "createTime":"2027-01-01T00:00:00Z","expiredTime":null}""").is("200");
        assertThat(platform.get(path).body()).isEqualTo(replaced.body());
    }

    @Test
    void nanosecondsAreCutAndNeverRoundedUp() {
        String path = "/accounts/" + account.id() + "/instances/" + account.id() + ".nanos";
        InternalClient platform = billing.internal();
        InternalClient.Reply put = platform.put(path, """
                {"instanceName":"web","zoneId":"HKG-A","instanceType":"c","instanceChargeType":"PREPAID","instanceStatus":"RUNNING",
                "internetChargeType":"ByBandwidth","internetMaxBandwidthOut":1,"trafficPackageSize":0,
                "createTime":"2026-01-01T00:00:00.1234569Z","expiredTime":"2026-12-31T23:59:59.9999999Z"}""").is("201");
        assertThat(put.text("createTime")).isEqualTo("2026-01-01T00:00:00.123456Z");
        assertThat(put.text("expiredTime")).isEqualTo("2026-12-31T23:59:59.999999Z");
        assertThat(platform.get(path).body()).isEqualTo(put.body());
    }

    /** Extreme times, which some code treats as "none", and one before the Gregorian calendar. */
    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1582-10-14T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"})
    void anInstanceIsReadAsItWasPut(String time) {
        String path = "/accounts/" + account.id() + "/instances/" + account.id() + ".at";
        InternalClient platform = billing.internal();
        platform.put(path, """
                {"instanceName":"web","zoneId":"HKG-A","instanceType":"c","instanceChargeType":"PREPAID","instanceStatus":"RUNNING",
                "internetChargeType":"ByBandwidth","internetMaxBandwidthOut":1,"trafficPackageSize":0,"createTime":"%s","expiredTime":"%s"}""".formatted(time, time)).is("201");
        InternalClient.Reply read = platform.get(path);
        assertThat(read.text("createTime")).isEqualTo(time);
        assertThat(read.text("expiredTime")).isEqualTo(time);
    }
}
