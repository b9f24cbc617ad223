package cloud.billing.support;

import cloud.billing.BillingApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The packaged service in a process of its own, as it is run in production. */
public final class ServiceProcess implements AutoCloseable {

    public static final String ENCRYPTION_KEY = "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktdGVzdCE=";

    private static final Duration START = Duration.ofSeconds(60);

    private static PackagedService packaged;

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts a copy on this database and port, and waits until it is ready. */
    public static ServiceProcess ready(JdbcConnectionDetails database, int port) throws IOException {
        return ready(database, port, Map.of());
    }

    /** Starts a copy with these encryption keys, and waits until it is ready. */
    public static ServiceProcess ready(
            JdbcConnectionDetails database, int port, String encryptionKey, String previousKeys) throws IOException {
        return ready(
                database,
                port,
                Map.of(
                        "BILLING_ACCESS_KEYS_ENCRYPTION_KEY", encryptionKey,
                        "BILLING_ACCESS_KEYS_PREVIOUS_ENCRYPTION_KEYS", previousKeys));
    }

    /** Starts a copy with additional environment variables, and waits until it is ready. */
    public static ServiceProcess ready(JdbcConnectionDetails database, int port, Map<String, String> environment)
            throws IOException {
        trainOnce(database, port, environment);
        return launch(packaged().command(), database, port, environment).awaitReady();
    }

    /** Starts a copy whose clock is off, and waits until it is ready. */
    public static ServiceProcess readyWithClockOff(JdbcConnectionDetails database, int port, Duration offset)
            throws IOException {
        String file = ShiftedClock.class.getName().replace('.', '/') + ".class";
        Path classes = Files.createTempDirectory("classes");
        Files.createDirectories(classes.resolve(file).getParent());
        try (InputStream bytes = ShiftedClock.class.getResourceAsStream('/' + file)) {
            Files.copy(bytes, classes.resolve(file));
        }
        List<String> command = packaged().command(classes, BillingApplication.class.getName());
        return launch(
                        command,
                        database,
                        port,
                        Map.of(
                                "SPRING_MAIN_SOURCES",
                                ShiftedClock.class.getName(),
                                ShiftedClock.OFFSET,
                                offset.toString()))
                .awaitReady();
    }

    /** Starts a copy of this kind, and waits until it is ready. */
    public static ServiceProcess ready(PackagedService packaged, JdbcConnectionDetails database, int port)
            throws IOException {
        return launch(packaged.command(), database, port, Map.of()).awaitReady();
    }

    /** Starts a copy with this encryption key and does not wait for it. */
    public static ServiceProcess start(JdbcConnectionDetails database, int port, String encryptionKey)
            throws IOException {
        return launch(
                packaged().command(), database, port, Map.of("BILLING_ACCESS_KEYS_ENCRYPTION_KEY", encryptionKey));
    }

    /** Migrates a database as its owner, for a service that runs as another role, and does not wait for it. */
    public static ServiceProcess migrate(String url, String owner, String password, String runtimeRole)
            throws IOException {
        Path output = Files.createTempFile("migrate", ".log");
        ProcessBuilder builder = new ProcessBuilder(packaged().migrateCommand());
        builder.environment()
                .putAll(Map.of(
                        "SPRING_FLYWAY_URL", url,
                        "SPRING_FLYWAY_USER", owner,
                        "SPRING_FLYWAY_PASSWORD", password,
                        "BILLING_DATABASE_RUNTIME_ROLE", runtimeRole));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ServiceProcess(process, output, 0, 0);
    }

    private static synchronized PackagedService packaged() throws IOException {
        if (packaged == null) {
            packaged = PackagedService.soonWarm();
        }
        return packaged;
    }

    /** The first start happens twice: the first time creates the AOT cache that speeds up all others. */
    private static synchronized void trainOnce(
            JdbcConnectionDetails database, int port, Map<String, String> environment) throws IOException {
        if (!packaged().isTrained()) {
            ServiceProcess service = launch(packaged().trainingCommand(), database, port, environment)
                    .awaitReady();
            service.terminate();
            service.process.onExit().join();
        }
    }

    private static ServiceProcess launch(
            List<String> command, JdbcConnectionDetails database, int port, Map<String, String> environment)
            throws IOException {
        Path publicKey = TestIssuer.ISSUER.writePublicKey(Files.createTempFile("issuer", ".pem"));
        Path output = Files.createTempFile("service", ".log");
        int managementPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", Integer.toString(port),
                        "MANAGEMENT_SERVER_PORT", Integer.toString(managementPort),
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLIC_KEY_LOCATION",
                                publicKey.toUri().toString(),
                        "BILLING_ACCESS_KEYS_ENCRYPTION_KEY", ENCRYPTION_KEY,
                        "BILLING_RATE_LIMIT_REQUESTS_PER_SECOND", "0"));
        builder.environment().putAll(PackagedService.databaseOf(database));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ServiceProcess(process, output, port, managementPort);
    }

    public int port() {
        return port;
    }

    /** A service of the platform that calls this copy. */
    public InternalClient internal(String scope) {
        return new InternalClient(port, TestIssuer.ISSUER.service("settlement-service", scope, Duration.ofHours(1)));
    }

    public long pid() {
        return process.pid();
    }

    public int managementPort() {
        return managementPort;
    }

    /** Kills it as a lost machine would be: SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Tells it to end in good order: SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits until it has ended by itself. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private ServiceProcess awaitReady() {
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(25)).until(this::isReady);
        return this;
    }

    private boolean isReady() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the service did not start:\n" + output());
        }
        HttpURLConnection health =
                (HttpURLConnection) URI.create("http://localhost:" + managementPort + "/actuator/health/readiness")
                        .toURL()
                        .openConnection();
        try {
            return health.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
