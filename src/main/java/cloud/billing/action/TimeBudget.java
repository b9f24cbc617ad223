package cloud.billing.action;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time left to the request that this thread works on (contract 5, {@code billing.request-timeout}). */
public final class TimeBudget {

    private static final ThreadLocal<@Nullable Long> END = new ThreadLocal<>();

    private TimeBudget() {}

    /** Starts the time budget of a request on this thread. */
    static void begin(Duration budget) {
        END.set(System.nanoTime() + budget.toNanos());
    }

    static void end() {
        END.remove();
    }

    /**
     * Returns if there is time left, or if this thread works on no request.
     *
     * @throws TimeBudgetExceededException if there is none left
     */
    public static void requireSome() {
        left();
    }

    /**
     * The time left, more than zero; null if this thread works on no request.
     *
     * @throws TimeBudgetExceededException if there is none left
     */
    public static @Nullable Duration left() {
        Long end = END.get();
        if (end == null) {
            return null;
        }
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw new TimeBudgetExceededException();
        }
        return left;
    }
}
