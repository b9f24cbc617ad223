package cloud.billing.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the table comes to, each figure beside what is wanted of it.
 *
 * @param wanted the least, or the most where {@code isMost}
 */
record Summary(String what, double value, double wanted, boolean isMost) {

    static Summary atLeast(String what, double value, double wanted) {
        return new Summary(what, value, wanted, false);
    }

    static Summary atMost(String what, double value, double wanted) {
        return new Summary(what, value, wanted, true);
    }

    static String table(List<Summary> summaries) {
        return summaries.stream().map(Summary::row).collect(Collectors.joining("\n"));
    }

    private String row() {
        boolean isReached = isMost ? value <= wanted : value >= wanted;
        return String.format(
                Locale.ROOT,
                "%-70s %10.2f   wanted: %s %s%s",
                what,
                value,
                isMost ? "at most" : "at least",
                wanted,
                isReached ? "" : "   MISSED");
    }
}
