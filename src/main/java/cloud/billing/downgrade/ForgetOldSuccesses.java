package cloud.billing.downgrade;

import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets the successes that no retry is promised any more: a day is (contract 1.4, 3), two are kept. Little by little, and on several
 * replicas at once without waiting for each other.
 */
@Component
class ForgetOldSuccesses {

    private static final int BATCH = 5_000;
    /** By {@code now()}, as an index is of no use to {@code clock_timestamp()}, which may be another one at each row. */
    private static final String FORGET = """
            DELETE FROM remembered_success
             WHERE (account_id, digest) IN (
                 SELECT account_id, digest FROM remembered_success
                  WHERE remembered_at < now() - interval '48 hours'
                  ORDER BY remembered_at LIMIT :batch FOR UPDATE SKIP LOCKED)""";

    private final JdbcClient jdbc;

    ForgetOldSuccesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void forget() {
        int forgotten;
        do {
            forgotten = jdbc.sql(FORGET).param("batch", BATCH).update();
        } while (forgotten == BATCH);
    }
}
