package cloud.billing.audit;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * PostgreSQL's {@code pg_snapshot}: which transactions had ended when it was taken.
 *
 * @param xmin the oldest transaction that was running; all before it had ended
 * @param xmax one past the newest transaction that had ended
 * @param running those in between that were running
 */
record Snapshot(long xmin, long xmax, String running) {

    /** Before the very first transaction: nothing had ended. */
    static final Snapshot OF_NOTHING = new Snapshot(1, 1, "");

    private static final Pattern FORM = Pattern.compile("[0-9]{1,18}:[0-9]{1,18}:(?:[0-9]{1,18}(?:,[0-9]{1,18})*+)?");

    /**
     * Reads PostgreSQL's text form.
     *
     * @throws IllegalArgumentException if PostgreSQL would not read it either
     */
    static Snapshot parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a snapshot");
        }
        String[] parts = text.split(":", -1);
        Snapshot snapshot = new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
        if (!snapshot.isConsistent()) {
            throw new IllegalArgumentException("not a snapshot that can be");
        }
        return snapshot;
    }

    private boolean isConsistent() {
        long least = xmin;
        for (long each : runningIds()) {
            if (each < least || each >= xmax) {
                return false;
            }
            least = each;
        }
        return xmin > 0 && xmin <= xmax;
    }

    private long[] runningIds() {
        return running.isEmpty()
                ? new long[0]
                : Arrays.stream(running.split(",")).mapToLong(Long::parseLong).toArray();
    }

    @Override
    public String toString() {
        return xmin + ":" + xmax + ":" + running;
    }
}
