package cloud.billing.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line of the benchmark's table: how many a second, how long each took, and what it cost; microseconds where nothing is said. */
record Result(
        String what,
        int orders,
        int connections,
        double perSecond,
        long p50,
        long p95,
        long p99,
        double serviceCpu,
        double databaseCpu,
        double transactions) {

    private static final String ROW = "%-38s %9s %5s %9s %8s %8s %8s %8s %8s %6s";

    static Result of(String what, int orders, int connections, int count, Load.Times times, Meter.Cost cost) {
        return new Result(
                what,
                orders,
                connections,
                times.perSecond(),
                times.percentile(50),
                times.percentile(95),
                times.percentile(99),
                (double) cost.service() / count,
                (double) cost.database() / count,
                (double) cost.transactions() / count);
    }

    /** How much memory the service has after all that. */
    static Result resident(int orders, long mebibytes) {
        return new Result("resident, MiB: " + mebibytes, orders, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static String table(List<Result> results) {
        String head = ROW.formatted("", "orders", "conn.", "a second", "p50", "p95", "p99", "cpu", "db cpu", "tx");
        return head + "\n" + results.stream().map(Result::row).collect(Collectors.joining("\n"));
    }

    private String row() {
        return ROW.formatted(
                what,
                orders,
                connections,
                number(perSecond, 0),
                p50,
                p95,
                p99,
                number(serviceCpu, 0),
                number(databaseCpu, 0),
                number(transactions, 2));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
