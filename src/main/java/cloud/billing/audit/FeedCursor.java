package cloud.billing.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come in the log. Positions are assigned before the commit, so an event may appear below others that were already
 * read; what was read is therefore recorded as a snapshot, and positions only limit where to look.
 *
 * @param delivered the horizon whose events have all been delivered
 * @param floor every event that was not delivered has a higher position
 * @param mark the position to which the floor rises once no transaction up to the mark's can still commit
 * @param batch the reader's progress within the events of a newer horizon; null if it has read all of them
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
     * @param newest their highest position; every event written after a crash has a higher one, even if its transaction id is reused
     */
    record Horizon(Snapshot visible, long newest) {}

    /** Every transaction after this one began after {@code position} had been assigned, so all its events have higher positions. */
    record Mark(long transaction, long position) {}

    /**
     * Progress within the events that a horizon made visible.
     *
     * @param last the position that was delivered last
     */
    record Batch(Horizon horizon, long last) {}

    /** The next event has a higher position than this. */
    long after() {
        return batch == null ? floor : Math.max(floor, batch.last());
    }

    /** Whether events were read that no longer exist: then they were read from another log. */
    boolean isAheadOf(Horizon now) {
        return Math.max(delivered.newest(), batch == null ? 0 : batch.horizon().newest()) > now.newest();
    }

    /** The cursor within a batch. */
    FeedCursor within(Horizon horizon, long last) {
        return new FeedCursor(delivered, floor, mark, new Batch(horizon, last));
    }

    /**
     * The cursor after the last event of a horizon. Only transactions that the horizon does not see can still bring events; if all of them
     * are newer than the mark, the floor rises to it.
     *
     * @param transaction one that began after the horizon was taken
     */
    FeedCursor behind(Horizon horizon, long transaction) {
        return horizon.visible().xmin() > mark.transaction()
                ? new FeedCursor(
                        horizon, Math.max(floor, mark.position()), new Mark(transaction, horizon.newest()), null)
                : new FeedCursor(horizon, floor, mark, null);
    }

    /** The parts of the cursor's text form. */
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
     * @throws IllegalArgumentException if it cannot have written that
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

    /** A number as {@link #parts} writes it: ASCII digits only, without a sign. */
    private static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a position");
        }
        return Long.parseLong(text);
    }
}
