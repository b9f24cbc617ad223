package cloud.billing.action;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits concurrent requests and rejects the rest at once: a queue would spend work on clients that have already given up.
 *
 * <p>The limit adapts: a request that finishes within a quarter of a second raises it by one, a slower one lowers it by one. So a warm
 * replica accepts what comes, and one that has just started, or whose database is slow, lets few wait. The limit never falls below 80, or
 * below the maximum if that is less: a few requests that wait for a lock are no reason to reject the others.
 */
public final class Admission {

    private static final int FEW = 80;
    private static final Duration SOON = Duration.ofMillis(250);

    private final LongSupplier nanoTime;
    private final int fewest;
    private final int most;
    private int places;
    private int taken;

    public Admission(RequestProperties requests) {
        this(requests.maxConcurrentRequests(), System::nanoTime);
    }

    Admission(int most, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.fewest = Math.min(FEW, most);
        this.most = most;
        this.places = fewest;
    }

    /**
     * Checks the limit without taking a place: for a request of which nothing has been read.
     *
     * @throws OverloadedException if the limit is reached
     */
    public synchronized void requirePlace() {
        if (taken >= places) {
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
            leave(nanoTime.getAsLong() - begin <= SOON.toNanos());
        }
    }

    private synchronized void enter() {
        requirePlace();
        taken++;
    }

    private synchronized void leave(boolean soon) {
        taken--;
        places = Math.clamp(soon ? places + 1 : places - 1, fewest, most);
    }

    /** The rest of a request's filter chain. */
    @FunctionalInterface
    public interface Work {

        void run() throws ServletException, IOException;
    }
}
