package cloud.billing.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line of the benchmark's table: how many per second, how long each took, and what each cost; times in microseconds. */
record Result(
        String what,
        int orders,
        int connections,
        double perSecond,
        long p50,
        long p95,
        long p99,
        long longest,
        double serviceCpu,
        double databaseCpu,
        double transactions) {

    private static final String ROW = "%-38s %9s %5s %9s %8s %8s %8s %8s %8s %8s %6s";

    static Result of(String what, int orders, int connections, Load.Times times, Meter.Cost cost) {
        return new Result(
                what,
                orders,
                connections,
                times.perSecond(),
                times.percentile(50),
                times.percentile(95),
                times.percentile(99),
                times.longest(),
                (double) cost.service() / times.begun(),
                (double) cost.database() / times.begun(),
                (double) cost.transactions() / times.begun());
    }

    static String table(List<Result> results) {
        String head =
                ROW.formatted("", "orders", "conn.", "a second", "p50", "p95", "p99", "longest", "cpu", "db cpu", "tx");
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
                longest,
                number(serviceCpu, 0),
                number(databaseCpu, 0),
                number(transactions, 2));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
