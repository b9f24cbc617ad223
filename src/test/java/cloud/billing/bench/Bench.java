package cloud.billing.bench;

import static cloud.billing.bench.BenchmarkData.accountOf;
import static cloud.billing.bench.BenchmarkData.instanceOf;

import cloud.billing.downgrade.JdbcCancels;
import cloud.billing.support.EmbeddedConnection;
import cloud.billing.support.PackagedService;
import cloud.billing.support.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The packaged service, as it runs in a pod, on a database of so many orders; measures what is sent to it. */
final class Bench implements AutoCloseable {

    private final int orders;
    private final DriverManagerDataSource database;
    private final ServiceProcess service;
    private final Meter meter;
    private final double secondsToReady;
    private final List<Result> results = new ArrayList<>();
    private int nextOrder;

    Bench(EmbeddedPostgres postgres, PackagedService packaged, int orders) throws Exception {
        this.orders = orders;
        String name = "orders_" + orders;
        JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
        server.sql("CREATE DATABASE " + name).update();
        EmbeddedConnection details = new EmbeddedConnection(postgres.getJdbcUrl("postgres", name));
        this.database = new DriverManagerDataSource(details.getJdbcUrl());
        ServiceProcess.ready(packaged, details, ServiceProcess.freePort()).close(); // migrates
        new BenchmarkData(orders).fill(JdbcClient.create(database));
        long begin = System.nanoTime();
        this.service = ServiceProcess.ready(packaged, details, ServiceProcess.freePort());
        this.secondsToReady = (System.nanoTime() - begin) / 1e9;
        this.meter = new Meter(service.pid(), server);
    }

    /** The packaged service, trained on a database of its own there. */
    static PackagedService trained(EmbeddedPostgres postgres) throws IOException {
        return PackagedService.asInAPod(new EmbeddedConnection(postgres.getJdbcUrl("postgres", "postgres")));
    }

    double secondsToReady() {
        return secondsToReady;
    }

    long residentMebibytes() throws IOException {
        return meter.residentMebibytes();
    }

    List<Result> results() {
        return results;
    }

    /** Cancels orders that nobody has cancelled yet. */
    Result cancel(String what, Load load) throws Exception {
        return run(what, load, http("CancelInstanceDowngrade", take(load.pieces()), load.pieces(), 200));
    }

    /** Sends an action for the first orders there are, which leaves them as they are. */
    Result send(String what, String action, int expectedStatus, Load load) throws Exception {
        return run(what, load, http(action, 0, load.pieces(), expectedStatus));
    }

    /** Cancels orders and sends the same requests again. */
    void cancelTwice(Load load) throws Exception {
        Callable<Load.Client> requests = http("CancelInstanceDowngrade", take(load.pieces()), load.pieces(), 200);
        run("cancel", load, requests);
        run("retry", load, requests);
    }

    /** Sends cancels at this pace over this many connections, whether or not they are answered. */
    Result overload(int cancels, int connections, Duration pace, Duration limit) throws Exception {
        byte[][] signed = BenchmarkData.requests(service.port(), "CancelInstanceDowngrade", take(cancels), cancels);
        try (OpenLoop loop = new OpenLoop(service.port(), connections)) {
            Meter.Cost before = meter.now();
            Load.Times times = loop.run(signed, pace, limit);
            return added("cancel, twice the load", connections, times, before);
        }
    }

    /** Does by JDBC alone what a cancel does. */
    Result cancelByJdbc(Load load) throws Exception {
        int from = take(load.pieces());
        return run(
                "the same by JDBC alone", load, () -> new JdbcOfOne(new JdbcCancels(database.getConnection()), from));
    }

    private Result run(String what, Load load, Callable<Load.Client> connect) throws Exception {
        Meter.Cost before = meter.now();
        return added(what, load.clients(), load.run(connect), before);
    }

    private Result added(String what, int clients, Load.Times times, Meter.Cost before) {
        Result result = Result.of(what, orders, clients, times, meter.now().since(before));
        results.add(result);
        return result;
    }

    private int take(int count) {
        nextOrder += count;
        if (nextOrder > orders) {
            throw new IllegalStateException("there are not so many orders");
        }
        return nextOrder - count;
    }

    private Callable<Load.Client> http(String action, int from, int count, int expectedStatus) {
        int port = service.port();
        byte[][] signed = BenchmarkData.requests(port, action, from, count);
        return () -> new HttpConnection(port, piece -> signed[piece], expectedStatus);
    }

    @Override
    public void close() {
        service.close();
    }

    private record JdbcOfOne(JdbcCancels cancels, int from) implements Load.Client {

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
}
