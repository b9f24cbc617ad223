package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The budget of SQL round trips: what each path may cost, commits included. One more fails the test. */
@BillingTest
@Import(RoundTripsTest.CountedDataSource.class)
class RoundTripsTest {

    private final Billing billing;
    private final AtomicInteger roundTrips;
    private final Account account;
    private final String instance;
    private final String order;

    RoundTripsTest(@Autowired Billing billing, @Autowired AtomicInteger roundTrips) {
        this.billing = billing;
        this.roundTrips = roundTrips;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
    }

    @BeforeEach
    void theKeyIsCached() {
        account.describe("none");
        roundTrips.set(0);
    }

    @Test
    void aCancelIsOne() {
        account.cancel(instance).isCancelled();
        assertThat(roundTrips).hasValue(1);
    }

    @Test
    void aCancelWithAKeyThatIsNotCachedIsTwo() {
        ActionRequest request = account.withKeyOf("vm:write", "CancelInstanceDowngrade", instance);
        roundTrips.set(0);
        Http.send(request).isCancelled();
        assertThat(roundTrips).hasValue(2);
    }

    @Test
    void aRefusedCancelIsTwo() {
        String nothingScheduled = account.instance();
        roundTrips.set(0);
        account.cancel(nothingScheduled).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        assertThat(roundTrips).hasValue(2);
        roundTrips.set(0);
        account.cancel("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
        assertThat(roundTrips).hasValue(2);
    }

    /** It waits once for a cancel of the order that may still be uncommitted. */
    @Test
    void aRefusalOfADueOrderIsFive() {
        billing.makeDue(order);
        roundTrips.set(0);
        account.cancel(instance).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        assertThat(roundTrips).hasValue(5);
    }

    @Test
    void anAnsweredRetryIsTwo() {
        ActionRequest request = account.cancelRequest(instance).header("Idempotency-Key", "key");
        Http.send(request).isCancelled();
        roundTrips.set(0);
        Http.send(request).isCancelled();
        assertThat(roundTrips).hasValue(2);
    }

    @Test
    void anAnsweredRetryWithANewSignatureIsThree() {
        Http.send(account.cancelRequest(instance).header("Idempotency-Key", "key"))
                .isCancelled();
        roundTrips.set(0);
        Http.send(account.cancelRequest(instance)
                        .header("Idempotency-Key", "key")
                        .signed(
                                account.accessKeyId(),
                                account.password(),
                                Instant.now().plusSeconds(1)))
                .isCancelled();
        assertThat(roundTrips).hasValue(3);
    }

    @Test
    void aDescribeIsOne() {
        account.describe(instance);
        assertThat(roundTrips).hasValue(1);
    }

    @Test
    void aBadSignatureIsNone() {
        Http.send(account.cancelRequest(instance).signed(account.accessKeyId(), "wrong", Instant.now()))
                .isRefused(401, "AUTHFAILURE_SIGNATURE_FAILURE");
        assertThat(roundTrips).hasValue(0);
    }

    @Test
    void anUnknownKeyIsNoneTheSecondTime() {
        ActionRequest request = account.cancelRequest(instance).signed("nobody", "x", Instant.now());
        Http.send(request).isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
        roundTrips.set(0);
        Http.send(request).isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
        assertThat(roundTrips).hasValue(0);
    }

    /** Counts what goes to the server and back: each execution, and each commit or rollback of a transaction. */
    static final class CountedDataSource implements BeanPostProcessor, MethodExecutionListener {

        private final AtomicInteger count = new AtomicInteger();

        @Bean
        AtomicInteger roundTrips(CountedDataSource counted) {
            return counted.count;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource dataSource
                    ? ProxyDataSourceBuilder.create(dataSource)
                            .methodListener(this)
                            .build()
                    : bean;
        }

        @Override
        public void beforeMethod(MethodExecutionContext call) {
            String method = call.getMethod().getName();
            if (method.startsWith("execute") || method.equals("commit") || method.equals("rollback")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void afterMethod(MethodExecutionContext call) {}
    }
}
