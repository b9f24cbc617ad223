package cloud.billing.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** One thing that one client wants of one order: the same request, sent as often as it takes, and all answers seen. */
final class Errand {

    /** What is wanted, and its permitted answers besides 503 and 504. */
    enum Kind {
        READ(200),
        CANCEL(200, 403),
        START(200, 409),
        COMPLETE(200);

        private final List<Integer> fit;

        Kind(Integer... fit) {
            this.fit = List.of(fit);
        }
    }

    private final Kind kind;
    private final String order;
    private final Supplier<Seen> request;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    Errand(Kind kind, String order, Supplier<Seen> request) {
        this.kind = kind;
        this.order = order;
        this.request = request;
    }

    /** Sends the request, again if it was sent before. */
    Seen send() {
        Seen now = request.get();
        seen.add(now);
        return now;
    }

    Kind kind() {
        return kind;
    }

    String order() {
        return order;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Whether its client does not know the outcome yet; a settlement that came too early has to retry. */
    boolean isOpen() {
        return seen.isEmpty()
                || seen.getLast().isOpen()
                || seen.getLast().code().equals("ORDER_NOT_DUE");
    }

    boolean isDone() {
        return seen.stream().anyMatch(each -> each.status() == 200);
    }

    /** Whether its client has only ever been told that nothing was changed. */
    boolean wasOnlyTurnedAway() {
        return seen.stream().allMatch(each -> each.status() == 503);
    }

    boolean mayBeAnswered(Seen each) {
        return each.flaw() == null && (each.isOpen() || kind.fit.contains(each.status()));
    }
}
