package cloud.billing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.ServiceProcess;
import cloud.billing.support.TokenIssuer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The image, built from this folder and run with a PostgreSQL of its own: {@code mvn -Pimage verify}; needs a Docker engine. */
@Tag("image")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageIT {

    static final String IMAGE = "downgrade-orders:test";

    private static final Logger LOG = LoggerFactory.getLogger(ImageIT.class);
    private static final int REQUESTS = 10_000;
    private static final int CLIENTS = 8;
    private static final String DATABASE = "downgrade-orders-database";

    private JdbcClient jdbc;
    private Billing billing;
    private List<String> environment;

    @BeforeAll
    void buildAndMigrate() throws Exception {
        Docker.run("build", "--network=host", "--tag", IMAGE, ".");
        Docker.attempt("rm", "--force", DATABASE);
        int port = ServiceProcess.freePort();
        Docker.run(
                "run",
                "--detach",
                "--name",
                DATABASE,
                "--publish",
                "127.0.0.1:" + port + ":5432",
                "--env=POSTGRES_PASSWORD=postgres",
                "--env=POSTGRES_DB=billing",
                "--env=OWNER_PASSWORD=owner",
                "--env=RUNTIME_PASSWORD=runtime",
                "--volume",
                Path.of("db", "roles.sql").toAbsolutePath() + ":/docker-entrypoint-initdb.d/roles.sql:ro",
                "postgres:18");
        String url = "jdbc:postgresql://localhost:" + port + "/billing";
        HikariConfig superuser = new HikariConfig();
        superuser.setJdbcUrl(url);
        superuser.setUsername("postgres");
        superuser.setPassword("postgres");
        superuser.setInitializationFailTimeout(-1);
        jdbc = JdbcClient.create(new HikariDataSource(superuser));
        billing =
                new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), new MockEnvironment());
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> jdbc.sql("SELECT true").query(Boolean.class).single());
        migrate(url);
        Path issuer = new TokenIssuer().writePublicKey(Files.createTempFile("issuer", ".pem"));
        issuer.toFile().setReadable(true, false);
        environment = List.of(
                "--volume", issuer + ":/tmp/issuer.pem:ro",
                "--env", "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLIC_KEY_LOCATION=file:/tmp/issuer.pem",
                "--env", "SPRING_DATASOURCE_URL=" + url,
                "--env", "SPRING_DATASOURCE_USERNAME=billing_runtime",
                "--env", "SPRING_DATASOURCE_PASSWORD=runtime",
                "--env", "SPRING_FLYWAY_ENABLED=false",
                "--env", "BILLING_ACCESS_KEYS_ENCRYPTION_KEY=" + ServiceProcess.ENCRYPTION_KEY,
                "--env", "BILLING_RATE_LIMIT_REQUESTS_PER_SECOND=0");
    }

    /** As the chart's Job does it. */
    private static void migrate(String url) {
        List<String> command = new ArrayList<>(Replica.confined());
        command.addAll(List.of(
                "--rm",
                "--env",
                "SPRING_FLYWAY_URL=" + url,
                "--env",
                "SPRING_FLYWAY_USER=billing_owner",
                "--env",
                "SPRING_FLYWAY_PASSWORD=owner",
                "--env",
                "BILLING_DATABASE_RUNTIME_ROLE=billing_runtime",
                "--entrypoint",
                "java",
                IMAGE,
                "-cp",
                "downgrade-orders.jar",
                "cloud.billing.Migrate"));
        Docker.run(command.toArray(String[]::new));
    }

    @AfterAll
    void removeTheDatabase() {
        Docker.attempt("rm", "--force", "--volumes", DATABASE);
    }

    @Test
    void itCancelsAnOrderAndEndsInGoodOrderWithoutAFileLeftBehind() throws Exception {
        try (Replica replica = Replica.ready(environment)) {
            Account account = billing.newAccount(replica.port());
            String instance = account.instance();
            String order = account.downgrade(instance);
            account.cancel(instance).isCancelled();
            assertThat(billing.statusOf(order)).isEqualTo("CANCELLED");
            assertThat(replica.stop()).as("SIGTERM, and not SIGKILL").isEqualTo(143);
            assertThat(replica.changes()).isEmpty();
        }
    }

    @Test
    void itHasNoShellAndIsNobodySpecial() {
        assertThat(Docker.attempt("run", "--rm", "--entrypoint", "sh", IMAGE, "-c", "true")
                        .exitCode())
                .isEqualTo(127);
        assertThat(Docker.run("inspect", "--format={{.Config.User}}", IMAGE)).isEqualTo("10001:10001");
        assertThat(Docker.run("inspect", "--format={{.Config.Labels}}", IMAGE))
                .contains("org.opencontainers.image.title");
    }

    @Test
    void itsFiguresAreTold() throws Exception {
        long bytes = Long.parseLong(Docker.run("inspect", "--format={{.Size}}", IMAGE));
        LOG.info("the image has {} MB", bytes / 1_000_000);
        try (Replica untrained = Replica.ready(environment, "java", "-jar", "downgrade-orders.jar")) {
            LOG.info(
                    "without the AOT cache it is ready after {} ms",
                    untrained.startToReady().toMillis());
        }
        try (Replica replica = Replica.ready(environment)) {
            LOG.info(
                    "with the AOT cache it is ready after {} ms",
                    replica.startToReady().toMillis());
            cancel(replica);
            LOG.info("after {} cancels it has {} MiB resident", REQUESTS, replica.residentMebibytes());
            assertThat(replica.scrape().value("billing_action_requests_seconds_count", "outcome=\"OK\""))
                    .hasValue(REQUESTS);
        }
    }

    /** What a load balancer does when a pod is replaced: no new requests to it, then SIGTERM. */
    @Test
    void noRequestFailsWhileTwoReplicasAreRestartedOneAfterTheOther() throws Exception {
        try (Replica one = Replica.ready(environment);
                Replica other = Replica.ready(environment);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            Account account = billing.newAccount(one.port());
            List<Replica> balanced = new CopyOnWriteArrayList<>(List.of(one, other));
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            List<Future<?>> load = Stream.generate(() -> clients.submit(() -> {
                        while (!done.get()) {
                            Replica next =
                                    balanced.get(ThreadLocalRandom.current().nextInt(balanced.size()));
                            cancelOne(account.at(next.port()));
                            answered.incrementAndGet();
                        }
                        return null;
                    }))
                    .limit(CLIENTS)
                    .<Future<?>>map(future -> future)
                    .toList();
            for (Replica replica : List.of(one, other, one, other)) {
                int before = answered.get();
                await().until(() -> answered.get() > before + 500);
                balanced.remove(replica);
                assertThat(replica.stop()).isEqualTo(143);
                replica.startAgain();
                balanced.add(replica);
            }
            done.set(true);
            for (Future<?> client : load) {
                client.get();
            }
            LOG.info("{} cancels were answered through four restarts, and none failed", answered);
        }
    }

    private void cancel(Replica replica) throws Exception {
        Account account = billing.newAccount(replica.port());
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                all.add(clients.submit(() -> cancelOne(account)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private static void cancelOne(Account account) {
        String instance = account.instance();
        account.downgrade(instance);
        Http.send(account.anewRequest(instance)).isCancelled();
    }
}
