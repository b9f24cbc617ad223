package cloud.billing.fault;

import java.util.List;

/**
 * The results of a fault.
 *
 * @param asked what clients wanted
 * @param sent attempts, retries included
 * @param lost attempts without an answer
 * @param recoveredMillis from the end of the fault to the first success of a cancel that was sent after it
 * @param longestMillis the longest wait for an answer
 */
record Figures(
        int asked,
        long sent,
        long succeeded,
        long refused,
        long unavailable,
        long timedOut,
        long lost,
        long retried,
        long recoveredMillis,
        long longestMillis) {

    static Figures of(List<Errand> ledger) {
        List<Seen> seen =
                ledger.stream().flatMap(errand -> errand.seen().stream()).toList();
        return new Figures(
                ledger.size(),
                seen.size(),
                count(seen, 200, 200),
                count(seen, 400, 499),
                count(seen, 503, 503),
                count(seen, 504, 504),
                count(seen, 0, 0),
                seen.size() - ledger.size(),
                -1,
                seen.stream().mapToLong(Seen::millis).max().orElse(0));
    }

    /** These figures, with how it recovered after the load. */
    Figures recovered(long millis) {
        return new Figures(
                asked, sent, succeeded, refused, unavailable, timedOut, lost, retried, millis, longestMillis);
    }

    private static long count(List<Seen> seen, int from, int to) {
        return seen.stream()
                .filter(each -> from <= each.status() && each.status() <= to)
                .count();
    }
}
