package cloud.billing.action;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets so many requests be worked on at a time and turns the others away at once: those who would wait longest in a queue have given up
 * when their turn comes, and the work that is then done for them is lost to all others.
 *
 * <p>How many follows from how fast they are served: each that is done within a quarter of a second makes room for one more, each that
 * takes longer takes a place away. So a replica that is warm takes what comes, and one that has just started, or whose database is slow,
 * lets few wait. There are never fewer than 80, unless the most is less: where a few wait for a lock, that is no reason to refuse the
 * others.
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
     * Looks whether there is a place, and takes none: for a request of which nothing has been read.
     *
     * @throws OverloadedException where there is none
     */
    public synchronized void requirePlace() {
        if (taken >= places) {
            throw new OverloadedException();
        }
    }

    /**
     * Does the work of a request.
     *
     * @throws OverloadedException at once, where there is no place for it
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

    /** What a filter does with a request behind it. */
    @FunctionalInterface
    public interface Work {

        void run() throws ServletException, IOException;
    }
}
