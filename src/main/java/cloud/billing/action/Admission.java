package cloud.billing.action;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits concurrent requests and rejects the rest at once: a queue would spend work on clients that have already given up.
 *
 * <p>The limit adapts: a request that finishes within a quarter of a second raises it by one, up to the maximum; a slower one lowers it by
 * one. So a warm replica accepts what comes, and one that has just started, or whose database is slow, lets few wait. The limit never falls
 * below 80, or below the maximum if that is less: a few requests that wait for a lock are no reason to reject the others.
 */
public final class Admission {

    private static final int MIN_LIMIT = 80;
    private static final Duration FAST = Duration.ofMillis(250);

    private final LongSupplier nanoTime;
    private final int min;
    private final int max;
    private int limit;
    private int inFlight;

    public Admission(RequestProperties requests) {
        this(requests.maxConcurrentRequests(), System::nanoTime);
    }

    Admission(int max, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.min = Math.min(MIN_LIMIT, max);
        this.max = max;
        this.limit = min;
    }

    /**
     * Checks the limit without counting the request: for one of which nothing has been read.
     *
     * @throws OverloadedException if the limit is reached
     */
    public synchronized void requireCapacity() {
        if (inFlight >= limit) {
            throw new OverloadedException();
        }
    }

    /**
     * Performs a request's work within the limit.
     *
     * @throws OverloadedException at once, if the limit is reached
     */
    public void admit(Work work) throws ServletException, IOException {
        enter();
        long begin = nanoTime.getAsLong();
        try {
            work.run();
        } finally {
            leave(nanoTime.getAsLong() - begin <= FAST.toNanos());
        }
    }

    private synchronized void enter() {
        requireCapacity();
        inFlight++;
    }

    private synchronized void leave(boolean fast) {
        inFlight--;
        limit = Math.clamp(fast ? limit + 1 : limit - 1, min, max);
    }

    /** The rest of a request's filter chain. */
    @FunctionalInterface
    public interface Work {

        void run() throws ServletException, IOException;
    }
}
