package cloud.billing.action;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Limits the memory of long answers that are being sent. Clients that read slowly hold theirs for seconds: some hundred lists of a thousand
 * instances would fill the heap of a pod.
 */
final class AnswerMemory {

    private static final int SHORT =
            8 * 1024; // bytes; such an answer always has room, so a change is never refused after it was made
    private static final int LIMIT = 16 * 1024 * 1024; // bytes; a tenth of the heap of a pod

    private final Semaphore free;

    AnswerMemory() {
        this(LIMIT);
    }

    AnswerMemory(int limit) {
        this.free = new Semaphore(limit);
    }

    /**
     * Sends an answer of so many bytes.
     *
     * @throws OverloadedException at once, if the answers that are being sent leave no room for a long one
     */
    void hold(int bytes, Sending sending) throws IOException {
        int held = bytes > SHORT ? bytes : 0;
        if (!free.tryAcquire(held)) {
            throw new OverloadedException();
        }
        try {
            sending.run();
        } finally {
            free.release(held);
        }
    }

    /** Returns when the client has the answer, or is given up. */
    @FunctionalInterface
    interface Sending {

        void run() throws IOException;
    }
}
