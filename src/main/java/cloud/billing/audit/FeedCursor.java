package cloud.billing.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come in the log. Positions are handed out before the commit, so an event may appear below others that were read
 * already; what was read is therefore told by a snapshot, and positions only say from where on there is something to look at.
 *
 * @param delivered what was delivered
 * @param floor every event that was not has a higher position
 * @param mark lets the floor rise
 * @param batch where the reader is in the midst of what a horizon has brought; null where it has read all of it
 */
record FeedCursor(
        Horizon delivered, long floor, Mark mark, @Nullable Batch batch) {

    /** Before the first event. */
    static final FeedCursor START = new FeedCursor(new Horizon(Snapshot.OF_NOTHING, 0), 0, new Mark(0, 0), null);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final int PARTS = 5;
    private static final int PARTS_IN_A_BATCH = 8;

    /**
     * What had been committed at some moment: the events that are visible in the snapshot.
     *
     * @param newest none of them has a higher position, and all that begin after a crash do, even where a transaction id comes again
     */
    record Horizon(Snapshot visible, long newest) {}

    /** Transactions after this one began when {@code position} was there: all their events have higher ones. */
    record Mark(long transaction, long position) {}

    /**
     * What came to be visible with a horizon.
     *
     * @param last the position that was delivered last
     */
    record Batch(Horizon horizon, long last) {}

    /** Where the next event can be at the earliest. */
    long after() {
        return batch == null ? floor : Math.max(floor, batch.last());
    }

    /** Whether events were read that are there no more: then this is not the log that they were read from. */
    boolean isAheadOf(Horizon now) {
        return Math.max(delivered.newest(), batch == null ? 0 : batch.horizon().newest()) > now.newest();
    }

    /** The cursor in the midst of a batch. */
    FeedCursor within(Horizon horizon, long last) {
        return new FeedCursor(delivered, floor, mark, new Batch(horizon, last));
    }

    /**
     * The cursor after the last event of a horizon. What may still come is of transactions that it does not see; where none of them is as
     * old as the mark, the floor rises to it.
     *
     * @param transaction one that began after the horizon was taken
     */
    FeedCursor behind(Horizon horizon, long transaction) {
        return horizon.visible().xmin() > mark.transaction()
                ? new FeedCursor(
                        horizon, Math.max(floor, mark.position()), new Mark(transaction, horizon.newest()), null)
                : new FeedCursor(horizon, floor, mark, null);
    }

    /** The cursor as text, part by part. */
    List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(
                delivered.visible().toString(),
                Long.toString(delivered.newest()),
                Long.toString(floor),
                Long.toString(mark.transaction()),
                Long.toString(mark.position())));
        if (batch != null) {
            parts.add(batch.horizon().visible().toString());
            parts.add(Long.toString(batch.horizon().newest()));
            parts.add(Long.toString(batch.last()));
        }
        return parts;
    }

    /**
     * Reads what {@link #parts} wrote.
     *
     * @throws IllegalArgumentException where it did not write that
     */
    static FeedCursor of(List<String> parts) {
        if (parts.size() != PARTS && parts.size() != PARTS_IN_A_BATCH) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new FeedCursor(
                new Horizon(Snapshot.parse(parts.get(0)), number(parts.get(1))),
                number(parts.get(2)),
                new Mark(number(parts.get(3)), number(parts.get(4))),
                parts.size() == PARTS
                        ? null
                        : new Batch(
                                new Horizon(Snapshot.parse(parts.get(5)), number(parts.get(6))), number(parts.get(7))));
    }

    /** A number as {@link #parts} writes it: no sign, and none of the other digits that Java reads. */
    private static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a position");
        }
        return Long.parseLong(text);
    }
}
