package cloud.billing.downgrade;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Watches for stuck orders: overdue ones that no settlement takes, and ones that a settlement holds too long. */
@Component
class OrderWatch {

    /** Uses {@code now()}: {@code clock_timestamp()} may differ from row to row, so a comparison with it cannot use an index. */
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
    void refresh() {
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

    /** How many there are, counted up to 10,000; NaN if the database cannot be reached. */
    private record Found(double overdue, double held) {

        static final Found UNKNOWN = new Found(Double.NaN, Double.NaN);
    }
}
