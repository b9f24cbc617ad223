package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.InternalClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The metrics that tell whoever is on call that orders are stuck. */
@BillingTest
class OrderWatchTest {

    private static final OrderWatchProperties AT_ONCE = new OrderWatchProperties(Duration.ZERO, Duration.ZERO);
    private static final OrderWatchProperties LATER =
            new OrderWatchProperties(Duration.ofMinutes(15), Duration.ofMinutes(15));

    private final Billing billing;
    private final JdbcClient jdbc;
    private final MeterRegistry counters;
    private final Account account;
    private final String instance;
    private final String order;

    OrderWatchTest(@Autowired Billing billing, @Autowired JdbcClient jdbc, @Autowired MeterRegistry counters) {
        this.billing = billing;
        this.jdbc = jdbc;
        this.counters = counters;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
    }

    @Test
    void anOrderThatNoSettlementTakesIsOverdue() {
        double before = overdue(AT_ONCE);
        double beforeLater = overdue(LATER);
        billing.makeDue(order);
        assertThat(overdue(AT_ONCE)).isEqualTo(before + 1);
        assertThat(overdue(LATER)).as("it has fifteen minutes").isEqualTo(beforeLater);
        billing.start(order);
        assertThat(overdue(AT_ONCE)).isEqualTo(before);
    }

    @Test
    void anOrderThatASettlementKeepsIsProcessingTooLong() {
        double before = held(AT_ONCE);
        double beforeLater = held(LATER);
        billing.makeDue(order);
        billing.start(order);
        assertThat(held(AT_ONCE)).isEqualTo(before + 1);
        assertThat(held(LATER)).isEqualTo(beforeLater);
        billing.complete(order);
        assertThat(held(AT_ONCE)).isEqualTo(before);
    }

    @Test
    void whereTheDatabaseCannotBeAskedAnyMoreNobodyIsToldThatAllIsWell(@Autowired DataSource pool) throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        Gauge overdue;
        OrderWatch watch;
        try (Connection connection = pool.getConnection()) {
            JdbcClient database = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            watch = new OrderWatch(database, AT_ONCE, meters);
            overdue = meters.get("billing.orders.overdue").gauge();
            watch.refresh();
            assertThat(overdue.value()).isNotNaN();
        }
        watch.refresh();
        assertThat(overdue.value()).isNaN();
    }

    @Test
    void aCancelThatLosesToTheSettlementIsARaceLost() {
        double lost = racesLost("SETTLEMENT");
        billing.makeDue(order);
        billing.start(order);
        account.cancel(instance).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        assertThat(racesLost("SETTLEMENT")).isEqualTo(lost + 1);
    }

    @Test
    void aCancelThatComesAMomentAfterAnotherIsARaceLost() {
        double lost = racesLost("CANCEL");
        account.cancel(instance).isCancelled();
        account.cancelAnew(instance).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        assertThat(racesLost("CANCEL")).isEqualTo(lost + 1);
    }

    @Test
    void eachStepOfASettlementIsCounted() {
        InternalClient settlement = billing.internal();
        String steps = "/accounts/" + account.id() + "/downgrade-orders/" + order + "/";
        double early = steps("START", "ORDER_NOT_DUE");
        double done = steps("START", "DONE");
        double repeated = steps("START", "REPEATED");
        settlement.post(steps + "start", "{\"settlementId\":\"s\"}").is("409 ORDER_NOT_DUE");
        billing.makeDue(order);
        settlement.post(steps + "start", "{\"settlementId\":\"s\"}").is("200");
        settlement.post(steps + "start", "{\"settlementId\":\"s\"}").is("200");
        assertThat(steps("START", "ORDER_NOT_DUE")).isEqualTo(early + 1);
        assertThat(steps("START", "DONE")).isEqualTo(done + 1);
        assertThat(steps("START", "REPEATED")).isEqualTo(repeated + 1);
    }

    private double steps(String step, String outcome) {
        return counters.counter("billing.order.steps", "step", step, "outcome", outcome)
                .count();
    }

    private double racesLost(String winner) {
        return counters.counter("billing.races.lost", "winner", winner).count();
    }

    private double overdue(OrderWatchProperties limits) {
        return gauge(limits, "billing.orders.overdue");
    }

    private double held(OrderWatchProperties limits) {
        return gauge(limits, "billing.orders.processing.too.long");
    }

    private double gauge(OrderWatchProperties limits, String name) {
        MeterRegistry meters = new SimpleMeterRegistry();
        OrderWatch watch = new OrderWatch(jdbc, limits, meters);
        watch.refresh();
        return meters.get(name).gauge().value();
    }
}
