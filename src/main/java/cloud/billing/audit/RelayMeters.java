package cloud.billing.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** The metrics of the relay. The lag is read from the database, so each replica reports it, whichever is the leader. */
class RelayMeters {

    private final Counter published;
    private final Counter failures;
    private final JdbcClient jdbc;
    private volatile RelayLag lag = RelayLag.UNKNOWN;
    private volatile boolean leads;

    RelayMeters(MeterRegistry meters, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.published = meters.counter("billing.audit.relay.published");
        this.failures = meters.counter("billing.audit.relay.failures");
        Gauge.builder("billing.audit.relay.leader", this, relay -> relay.leads ? 1 : 0)
                .register(meters);
        Gauge.builder("billing.audit.relay.lag.events", this, relay -> relay.lag.events())
                .register(meters);
        Gauge.builder("billing.audit.relay.lag", this, relay -> relay.lag.seconds())
                .baseUnit("seconds")
                .register(meters);
    }

    void leads(boolean now) {
        leads = now;
    }

    void published(int events) {
        published.increment(events);
    }

    void failed() {
        failures.increment();
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        try {
            lag = RelayLag.now(jdbc);
        } catch (DataAccessException e) {
            lag = RelayLag.UNKNOWN;
        }
    }
}
