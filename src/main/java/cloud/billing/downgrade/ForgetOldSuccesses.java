package cloud.billing.downgrade;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes idempotency records after two days; the contract promises one (1.4, 3). It works in batches, and replicas that run it at once do
 * not wait for each other.
 */
@Component
class ForgetOldSuccesses {

    private static final Logger LOG = LoggerFactory.getLogger(ForgetOldSuccesses.class);
    private static final int BATCH = 1_000; // a slow disk does this well within the statement timeout
    /** Uses {@code now()}: {@code clock_timestamp()} may differ from row to row, so a comparison with it cannot use an index. */
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
