package cloud.billing.action;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is left of the time of the request that this thread works on (contract 5, {@code billing.request-timeout}). */
public final class TimeBudget {

    private static final ThreadLocal<@Nullable Long> END = new ThreadLocal<>();

    private TimeBudget() {}

    /** Lets the time of a request run on this thread. */
    static void begin(Duration budget) {
        END.set(System.nanoTime() + budget.toNanos());
    }

    static void end() {
        END.remove();
    }

    /**
     * Goes on only where there is time left, or where this thread works on no request.
     *
     * @throws TimeBudgetExceededException where there is none left
     */
    public static void requireSome() {
        left();
    }

    /**
     * The time that is left, more than zero; null where this thread works on no request.
     *
     * @throws TimeBudgetExceededException where there is none left
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
