package cloud.billing.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run costs: CPU time of the service and of PostgreSQL, and transactions. Linux only. */
final class Meter {

    private static final int MICROS_PER_TICK = 10_000;

    private final long service;
    private final long postmaster;
    private final JdbcClient jdbc;

    Meter(long service, JdbcClient jdbc) {
        this.service = service;
        this.jdbc = jdbc;
        this.postmaster = field(
                Path.of(
                        "/proc",
                        jdbc.sql("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")
                                .query(String.class)
                                .single()),
                1);
    }

    Cost now() {
        long database = children().mapToLong(Meter::ticks).sum()
                + field(Path.of("/proc", "" + postmaster), 13)
                + field(Path.of("/proc", "" + postmaster), 14);
        jdbc.sql("SELECT pg_stat_force_next_flush()").query().listOfRows();
        long transactions = jdbc.sql("SELECT sum(xact_commit + xact_rollback)::bigint FROM pg_stat_database")
                .query(Long.class)
                .single();
        return new Cost(
                ticks(Path.of("/proc", "" + service)) * MICROS_PER_TICK, database * MICROS_PER_TICK, transactions);
    }

    long residentMebibytes() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc", "" + service, "status"))) {
            return status.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    private Stream<Path> children() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> field(process, 1) == postmaster)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticks(Path process) {
        return field(process, 11) + field(process, 12);
    }

    /** A field of {@code stat}, counted from the state, which is 0; 0 where the process has ended. */
    private static long field(Path process, int number) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number]);
        } catch (IOException e) {
            return 0;
        }
    }

    /** In microseconds. */
    record Cost(long service, long database, long transactions) {

        Cost since(Cost before) {
            return new Cost(service - before.service, database - before.database, transactions - before.transactions);
        }
    }
}
