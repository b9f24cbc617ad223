package cloud.billing.fault;

import cloud.billing.support.Answer;
import cloud.billing.support.InternalClient;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client saw of one attempt.
 *
 * @param sentAt when it was sent, in nanoseconds of the client's own clock
 * @param answeredAt likewise
 * @param status the HTTP status; 0 if the connection broke
 * @param code the contract's code; {@code OK} for a success
 * @param requestId the request id in the answer; null if there is none
 * @param flaw how the answer violated the contract; null if it did not
 */
record Seen(
        long sentAt,
        long answeredAt,
        int status,
        String code,
        @Nullable String requestId,
        String message,
        @Nullable String flaw) {

    static Seen ofAction(Supplier<Answer> call) {
        long sentAt = System.nanoTime();
        return tell(sentAt, () -> {
            Answer answer = call.get();
            String message = answer.status() == 200 ? "" : answer.message();
            return new Seen(
                    sentAt, System.nanoTime(), answer.status(), answer.code(), answer.requestId(), message, null);
        });
    }

    static Seen ofPlatform(Supplier<InternalClient.Reply> call) {
        long sentAt = System.nanoTime();
        return tell(sentAt, () -> {
            InternalClient.Reply reply = call.get();
            boolean isProblem = reply.status() >= 400;
            return new Seen(
                    sentAt,
                    System.nanoTime(),
                    reply.status(),
                    reply.code(),
                    isProblem ? reply.text("requestId") : null,
                    isProblem ? reply.text("title") : "",
                    null);
        });
    }

    private static Seen tell(long sentAt, Supplier<Seen> call) {
        try {
            return call.get();
        } catch (UncheckedIOException e) {
            return new Seen(sentAt, System.nanoTime(), 0, "LOST", null, e.toString(), null);
        } catch (AssertionError | RuntimeException e) {
            return new Seen(sentAt, System.nanoTime(), -1, "MISSHAPEN", null, "", e.toString());
        }
    }

    /** Whether the client has to retry to learn the outcome. */
    boolean isOpen() {
        return status == 0 || status == 503 || status == 504;
    }

    /** Whether this answer says that nothing was changed. */
    boolean promisesNoChange() {
        return status == 503
                || status >= 400 && status < 500
                || status == 504 && message.contains("nothing was changed");
    }

    long millis() {
        return (answeredAt - sentAt) / 1_000_000;
    }
}
