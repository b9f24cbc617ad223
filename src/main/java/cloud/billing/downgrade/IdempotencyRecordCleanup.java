package cloud.billing.downgrade;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes idempotency records ({@code remembered_success}) after 48 hours; the contract promises 24 (1.4, 3). It works in batches, and
 * replicas that run it at once do not wait for each other.
 */
@Component
class IdempotencyRecordCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyRecordCleanup.class);
    private static final int BATCH = 1_000; // a slow disk does this well within the statement timeout
    /** Uses {@code now()}: {@code clock_timestamp()} may differ from row to row, so a comparison with it cannot use an index. */
    private static final String DELETE_EXPIRED = """
            DELETE FROM remembered_success
             WHERE (account_id, digest) IN (
                 SELECT account_id, digest FROM remembered_success
                  WHERE remembered_at < now() - interval '48 hours'
                  ORDER BY remembered_at LIMIT :batch FOR UPDATE SKIP LOCKED)""";

    private final JdbcClient jdbc;

    IdempotencyRecordCleanup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void deleteIfPossible() {
        try {
            delete();
        } catch (DataAccessException e) {
            LOG.atWarn().setCause(e).log("expired idempotency records could not be deleted; the next run tries again");
        }
    }

    private void delete() {
        int deleted;
        do {
            deleted = jdbc.sql(DELETE_EXPIRED).param("batch", BATCH).update();
        } while (deleted == BATCH);
    }
}
