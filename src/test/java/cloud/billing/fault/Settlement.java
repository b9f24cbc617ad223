package cloud.billing.fault;

import java.util.stream.Stream;

/** A settlement's two steps for one order: it completes what it could start. */
record Settlement(Errand start, Errand complete) {

    static Settlement of(Platform platform, String order, String settlementId) {
        return new Settlement(platform.start(order, settlementId), platform.complete(order, settlementId));
    }

    /** Takes the next step that is open; the same one again where its outcome is not known. */
    void goOn() {
        if (start.isOpen()) {
            start.send();
        }
        if (start.isDone() && complete.isOpen()) {
            complete.send();
        }
    }

    boolean isOpen() {
        return start.isOpen() || start.isDone() && complete.isOpen();
    }

    /** What it has sent. */
    Stream<Errand> errands() {
        return start.isDone() ? Stream.of(start, complete) : Stream.of(start);
    }
}
