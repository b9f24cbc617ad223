package cloud.billing.downgrade;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The latest order of one kind for an instance, to explain why it cannot be cancelled.
 *
 * @param since when it was cancelled, taken for processing or applied; when it is due, if it is still scheduled
 */
record LatestOrder(String orderNumber, OrderStatus status, Instant since) {

    /** The order's state, in a sentence for the customer. */
    static String describe(@Nullable LatestOrder latest) {
        return latest == null ? "No such downgrade was ever scheduled for this instance." : latest.sentence();
    }

    private String sentence() {
        String order = "Downgrade order " + orderNumber;
        Instant when = since.truncatedTo(ChronoUnit.SECONDS);
        return switch (status) {
            case SCHEDULED -> order + " has been due since " + when + "; it can no longer be cancelled.";
            case PROCESSING -> order + " is being processed (since " + when + "); it can no longer be cancelled.";
            case CANCELLED -> order + " was already cancelled at " + when + ".";
            case APPLIED -> order + " took effect at " + when + ".";
        };
    }
}
