package cloud.billing.bench;

import static cloud.billing.bench.BenchmarkData.accountOf;
import static cloud.billing.bench.BenchmarkData.instanceOf;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.downgrade.JdbcCancels;
import cloud.billing.support.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast it is: the packaged service in a process of its own, with the options of a pod, on a PostgreSQL that is as durable as it comes;
 * and beside it the same statement by JDBC alone. {@code mvn -Pbench verify} prints a table and writes {@code target/benchmark.json}.
 */
@Tag("bench")
class BenchmarkIT {

    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final int REQUESTS = 15_000;
    private static final int ROUNDS = 3;

    private final List<Result> results = new ArrayList<>();
    private int orders;
    private int nextOrder;
    private DriverManagerDataSource database;
    private ServiceProcess service;
    private Meter meter;

    @Test
    void measure() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .start()) {
            start(postgres, FEW);
            read("DescribeInstanceTypeStatus, warm-up", "DescribeInstanceTypeStatus", FEW);
            read("DescribeInstanceTypeStatus, warm-up", "DescribeInstanceTypeStatus", FEW);
            cancel("cancel", 16, FEW * 9 / 10);
            stop();
            start(postgres, MANY);
            cancel("cancel, from the first request on", 16, REQUESTS);
            cancel("cancel, warm-up", 16, 2 * REQUESTS);
            for (int round = 0; round < ROUNDS; round++) {
                besideJdbc(16, REQUESTS);
            }
            besideJdbc(1, REQUESTS / 5);
            besideJdbc(64, REQUESTS);
            read("DescribeInstanceTypeStatus", "DescribeInstanceTypeStatus", REQUESTS);
            read("DescribeInstanceInternetStatus", "DescribeInstanceInternetStatus", REQUESTS);
            run("refusal", 16, REQUESTS, http("CancelInstanceBandwidthDowngrade", 0, REQUESTS, 403));
            Callable<Load.Client> twice = http("CancelInstanceDowngrade", take(REQUESTS), REQUESTS, 200);
            run("cancel", 16, REQUESTS, twice);
            run("retry", 16, REQUESTS, twice);
            stop();
        }
        tell();
        assertThat(nextOrder).isLessThan(MANY);
    }

    private void start(EmbeddedPostgres postgres, int howMany) throws Exception {
        orders = howMany;
        nextOrder = 0;
        String name = "orders_" + howMany;
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("CREATE DATABASE " + name)
                .update();
        Details details = new Details(postgres.getJdbcUrl("postgres", name));
        database = new DriverManagerDataSource(details.getJdbcUrl());
        ServiceProcess.readyAsInAPod(details, ServiceProcess.freePort()).close(); // migrates
        new BenchmarkData(howMany).fill(JdbcClient.create(database));
        service = ServiceProcess.readyAsInAPod(details, ServiceProcess.freePort());
        meter = new Meter(service.pid(), JdbcClient.create(postgres.getPostgresDatabase()));
    }

    private void stop() throws IOException {
        results.add(Result.resident(orders, meter.residentMebibytes()));
        service.close();
    }

    private void besideJdbc(int connections, int count) throws Exception {
        cancel("cancel", connections, count);
        run("the same by JDBC alone", connections, count, jdbc(take(count)));
    }

    private void cancel(String what, int connections, int count) throws Exception {
        run(what, connections, count, http("CancelInstanceDowngrade", take(count), count, 200));
    }

    private void read(String what, String action, int count) throws Exception {
        run(what, 16, count, http(action, 0, count, 200));
    }

    private void run(String what, int connections, int count, Callable<Load.Client> connect) throws Exception {
        Meter.Cost before = meter.now();
        Load.Times times = Load.run(count, connections, connect);
        results.add(
                Result.of(what, orders, connections, count, times, meter.now().since(before)));
    }

    private int take(int count) {
        nextOrder += count;
        return nextOrder - count;
    }

    private Callable<Load.Client> http(String action, int from, int count, int expectedStatus) {
        int port = service.port();
        byte[][] signed = BenchmarkData.requests(port, action, from, count);
        return () -> new HttpConnection(port, piece -> signed[piece], expectedStatus);
    }

    private Callable<Load.Client> jdbc(int from) {
        return () -> new JdbcClientOfOne(new JdbcCancels(database.getConnection()), from);
    }

    private void tell() throws IOException {
        System.getLogger("benchmark").log(System.Logger.Level.INFO, "\n" + Result.table(results));
        Files.writeString(
                Path.of("target", "benchmark.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(results));
    }

    private record JdbcClientOfOne(JdbcCancels cancels, int from) implements Load.Client {

        @Override
        public void perform(int piece) throws SQLException {
            if (!cancels.cancel(accountOf(from + piece), instanceOf(from + piece))) {
                throw new IllegalStateException("there was no order " + (from + piece));
            }
        }

        @Override
        public void close() throws SQLException {
            cancels.close();
        }
    }

    private record Details(String getJdbcUrl) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return "postgres";
        }

        @Override
        public String getPassword() {
            return "postgres";
        }
    }
}
