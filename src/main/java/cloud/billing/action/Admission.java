package cloud.billing.action;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Lets so many requests be worked on at a time and turns the others away at once: those who would wait longest in a queue have given up
 * when their turn comes, and the work that is then done for them is lost to all others.
 */
public final class Admission {

    private final Semaphore places;

    public Admission(RequestProperties requests) {
        this.places = new Semaphore(requests.maxConcurrentRequests());
    }

    /**
     * Looks whether there is a place, and takes none: for a request of which nothing has been read.
     *
     * @throws OverloadedException where there is none
     */
    public void requirePlace() {
        if (places.availablePermits() == 0) {
            throw new OverloadedException();
        }
    }

    /**
     * Does the work of a request.
     *
     * @throws OverloadedException at once, where there is no place for it
     */
    public void admit(Work work) throws ServletException, IOException {
        if (!places.tryAcquire()) {
            throw new OverloadedException();
        }
        try {
            work.run();
        } finally {
            places.release();
        }
    }

    /** What a filter does with a request behind it. */
    @FunctionalInterface
    public interface Work {

        void run() throws ServletException, IOException;
    }
}
