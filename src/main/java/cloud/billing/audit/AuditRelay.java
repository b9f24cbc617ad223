package cloud.billing.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the log to Kafka, at least once and in order for each key (contract 4). One replica is the leader; if it dies, another goes on
 * from the position in the database. No request waits for the relay, and whatever fails is retried until it succeeds.
 */
final class AuditRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRelay.class);
    private static final int BATCH = 500;
    private static final long POLL_MILLIS = 250;
    private static final long LEADER_RETRY_MILLIS = 2_000;
    private static final Duration STOP = Duration.ofSeconds(2); // requests are drained only after the relay has stopped

    private final DataSource unpooled;
    private final AuditPublisher publisher;
    private final RelayMeters meters;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile @Nullable Thread thread;

    /** The data source must open a new connection each time. */
    AuditRelay(DataSource unpooled, AuditPublisher publisher, RelayMeters meters) {
        this.unpooled = unpooled;
        this.publisher = publisher;
        this.meters = meters;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("audit-relay").start(this::relayUntilStopped);
    }

    @Override
    public void stop() {
        Thread relaying = thread;
        stopped.countDown();
        if (relaying != null) {
            relaying.interrupt();
            try {
                relaying.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        publisher.giveUp();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void relayUntilStopped() {
        try {
            do {
                relayWhileLeader();
            } while (!stopped.await(LEADER_RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("stopped");
        }
    }

    private void relayWhileLeader() throws InterruptedException {
        try (RelaySession session = RelaySession.take(unpooled)) {
            if (session != null) {
                LOG.info("this replica relays the audit log");
                meters.leads(true);
                relay(session);
            }
        } catch (SQLException | ExecutionException | RuntimeException | LinkageError e) {
            // a LinkageError if Kafka's native compression cannot be loaded
            if (stopped.getCount() > 0) {
                meters.failed();
                LOG.atWarn().setCause(e).log("the audit log is not relayed for now; it will be tried again");
            }
        } finally {
            meters.leads(false);
        }
    }

    private void relay(RelaySession session) throws ExecutionException, InterruptedException {
        FeedCursor position = session.position();
        boolean stop = false;
        while (!stop) {
            AuditFeed.Events events = session.read(position, BATCH);
            if (!events.events().isEmpty()) {
                publisher.publish(events.events(), session::check);
                session.move(events.next());
                meters.published(events.events().size());
            }
            position = events.next();
            stop = stopped.await(events.isAll() ? POLL_MILLIS : 0, TimeUnit.MILLISECONDS);
        }
    }
}
