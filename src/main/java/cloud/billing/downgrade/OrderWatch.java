package cloud.billing.downgrade;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finds a sick business: orders that no settlement takes, and orders that one holds too long. */
@Component
class OrderWatch {

    /** By {@code now()}, as an index is of no use to {@code clock_timestamp()}, which may be another one at each row. */
    private static final String WATCH = """
            SELECT (SELECT count(*) FROM (
                       SELECT FROM downgrade_order
                        WHERE %s AND effective_at < now() - CAST(:overdueAfter AS interval)
                        ORDER BY effective_at LIMIT :most) overdue) AS overdue,
                   (SELECT count(*) FROM (
                       SELECT FROM downgrade_order
                        WHERE status = 'PROCESSING' AND processing_since < now() - CAST(:processingTooLong AS interval)
                        ORDER BY effective_at LIMIT :most) held) AS held""".formatted(OrderList.SCHEDULED_BY_INDEX);

    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final OrderWatchProperties limits;
    private volatile Found found = Found.UNKNOWN;

    OrderWatch(JdbcClient jdbc, OrderWatchProperties limits, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.limits = limits;
        meters.gauge("billing.orders.overdue", this, watch -> watch.found.overdue());
        meters.gauge("billing.orders.processing.too.long", this, watch -> watch.found.held());
    }

    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void look() {
        try {
            found = jdbc.sql(WATCH)
                    .param("overdueAfter", limits.overdueAfter().toString())
                    .param("processingTooLong", limits.processingTooLong().toString())
                    .param("most", MOST)
                    .query((row, number) -> new Found(row.getLong("overdue"), row.getLong("held")))
                    .single();
        } catch (DataAccessException e) {
            found = Found.UNKNOWN;
        }
    }

    /** How many there are; where there are more than 10,000, that many; not a number where the database cannot be asked. */
    private record Found(double overdue, double held) {

        static final Found UNKNOWN = new Found(Double.NaN, Double.NaN);
    }
}
