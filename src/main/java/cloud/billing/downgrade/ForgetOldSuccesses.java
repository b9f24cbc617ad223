package cloud.billing.downgrade;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets the successes that no retry is promised any more: a day is (contract 1.4, 3), two are kept. Little by little, and on several
 * replicas at once without waiting for each other.
 */
@Component
class ForgetOldSuccesses {

    private static final Logger LOG = LoggerFactory.getLogger(ForgetOldSuccesses.class);
    private static final int BATCH = 1_000; // what a slow disk does well within a statement's time
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
    void forgetIfPossible() {
        try {
            forget();
        } catch (DataAccessException e) {
            LOG.atWarn().setCause(e).log("old successes are remembered a while longer");
        }
    }

    private void forget() {
        int forgotten;
        do {
            forgotten = jdbc.sql(FORGET).param("batch", BATCH).update();
        } while (forgotten == BATCH);
    }
}
