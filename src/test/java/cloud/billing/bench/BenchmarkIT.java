package cloud.billing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.PackagedService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast it is: the packaged service in a process of its own, with the options of a pod, on a fully durable PostgreSQL; for comparison,
 * the same statement by plain JDBC. {@code mvn -Pbench verify} prints a table and writes {@code target/benchmark.json}.
 */
@Tag("bench")
class BenchmarkIT {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int REQUESTS = 15_000;
    private static final int FEW_REQUESTS = 1_000;
    private static final int WARM_UP = 90_000; // after which the compilers have little left to do
    private static final int ROUNDS = 5;
    private static final int OVERLOADS = 3;
    private static final Duration COLD = Duration.ofSeconds(10);
    private static final int OVERLOADING_CLIENTS = 256;

    private final List<Result> results = new ArrayList<>();
    private final List<Summary> summaries = new ArrayList<>();

    @Test
    void measure() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("max_connections", "200")
                .start()) {
            PackagedService packaged = Bench.trained(postgres);
            try (Bench many = new Bench(postgres, packaged, MANY)) {
                measure(many);
                try (Bench few = new Bench(postgres, packaged, FEW)) {
                    compare(few, many);
                }
            }
        }
        tell();
    }

    private void measure(Bench many) throws Exception {
        summaries.add(Summary.atMost("start to ready, s", many.secondsToReady(), 2.5));
        Result cold = many.cancel("cancel, the first ten seconds", new Load(60_000, 16, COLD));
        many.cancel("cancel, warm-up", Load.closed(WARM_UP, 16));
        summaries.add(Summary.atMost("resident after 100,000 requests, MiB", many.residentMebibytes(), 300));
        Result warm = besideJdbc(many);
        summaries.add(Summary.atLeast("cold beside warm", cold.perSecond() / warm.perSecond(), 0.5));
        for (int connections : List.of(1, 64)) {
            many.cancel("cancel", Load.closed(REQUESTS / 2, connections));
            many.cancelByJdbc(Load.closed(REQUESTS / 2, connections));
        }
        Load load = Load.closed(REQUESTS, 16);
        many.send("DescribeInstanceTypeStatus", "DescribeInstanceTypeStatus", 200, load);
        many.send("DescribeInstanceInternetStatus", "DescribeInstanceInternetStatus", 200, load);
        many.send("refusal", "CancelInstanceBandwidthDowngrade", 403, load);
        many.cancelTwice(load);
        summaries.add(Summary.atMost(
                "resident after 330,000 requests, 64 at a time among them, MiB", many.residentMebibytes(), 300));
        overload(many);
        results.addAll(many.results());
    }

    private Result besideJdbc(Bench many) throws Exception {
        List<Result> service = new ArrayList<>();
        List<Result> jdbc = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            service.add(many.cancel("cancel", Load.closed(REQUESTS, 16)));
            jdbc.add(many.cancelByJdbc(Load.closed(REQUESTS, 16)));
        }
        summaries.add(Summary.atLeast(
                "service beside JDBC, a second",
                mean(service, Result::perSecond) / mean(jdbc, Result::perSecond),
                0.65));
        summaries.add(
                Summary.atMost("service beside JDBC, p99", mean(service, Result::p99) / mean(jdbc, Result::p99), 2));
        return service.getLast();
    }

    /** Twice as many requests as the service can serve, whether or not they are answered; alternating with as many as it can serve. */
    private void overload(Bench many) throws Exception {
        List<Result> best = new ArrayList<>();
        List<Result> twice = new ArrayList<>();
        for (int round = 0; round < OVERLOADS; round++) {
            best.add(many.cancel("cancel", Load.closed(REQUESTS, 64)));
            Duration pace = Duration.ofNanos((long) (1e9 / (2 * best.getLast().perSecond())));
            twice.add(many.overload(4 * REQUESTS, OVERLOADING_CLIENTS, pace, COLD));
        }
        summaries.add(Summary.atLeast(
                "at twice the load, a second beside the best",
                mean(twice, Result::perSecond) / mean(best, Result::perSecond),
                0.9));
        double longest = twice.stream().mapToDouble(Result::longest).max().orElseThrow();
        summaries.add(Summary.atMost("at twice the load, the longest of those served, s", longest / 1e6, 5));
    }

    /** Alternating, so that both run under the same conditions; on as many orders as the smaller one has. */
    private void compare(Bench few, Bench many) throws Exception {
        few.send("warm-up", "CancelInstanceBandwidthDowngrade", 403, Load.closed(FEW, 16));
        few.send("warm-up", "DescribeInstanceTypeStatus", 200, Load.closed(FEW, 16));
        few.cancel("cancel, warm-up", Load.closed(FEW / 2, 16));
        List<Result> ofFew = new ArrayList<>();
        List<Result> ofMany = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ofFew.add(few.cancel("cancel", Load.closed(FEW_REQUESTS, 16)));
            ofMany.add(many.cancel("cancel", Load.closed(FEW_REQUESTS, 16)));
        }
        results.addAll(few.results());
        summaries.add(Summary.atLeast(
                "many orders beside few, a second",
                mean(ofMany, Result::perSecond) / mean(ofFew, Result::perSecond),
                0.9));
        summaries.add(Summary.atMost(
                "many orders beside few, p99", mean(ofMany, Result::p99) / mean(ofFew, Result::p99), 1.1));
        summaries.add(Summary.atMost(
                "many orders beside few, PostgreSQL's CPU",
                mean(ofMany, Result::databaseCpu) / mean(ofFew, Result::databaseCpu),
                1.1));
    }

    private static double mean(List<Result> results, ToDoubleFunction<Result> figure) {
        return results.stream().mapToDouble(figure).average().orElseThrow();
    }

    private void tell() throws IOException {
        System.getLogger("benchmark")
                .log(System.Logger.Level.INFO, "\n" + Result.table(results) + "\n\n" + Summary.table(summaries));
        Files.writeString(
                Path.of("target", "benchmark.json"),
                JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Map.of("results", results, "summary", summaries)));
        assertThat(results).allSatisfy(each -> assertThat(each.perSecond()).isPositive());
    }
}
