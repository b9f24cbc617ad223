package cloud.billing.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL in a process of its own, fully durable, that a test can stop, kill, restart and copy. It keeps one port for life. */
public final class PostgresProcess implements JdbcConnectionDetails, AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);

    private final Path binaries;
    private final Path data;
    private final int port;
    private final Path log;
    private Process process;

    private PostgresProcess(Path binaries, Path data, int port) throws IOException {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
        this.log = Files.createTempFile(Path.of("target"), "postgres", ".log");
    }

    /** A new database that does not run yet. */
    public static PostgresProcess made() throws IOException {
        return made(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres"), Map.of());
    }

    /** A new database in this folder, made with these options of {@code initdb}, that does not run yet. */
    public static PostgresProcess made(Path folder, Map<String, String> options) throws IOException {
        Path data = folder.resolve("data");
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        options.forEach(builder::setLocaleConfig); // which are options of initdb as well
        Path binaries;
        try (EmbeddedPostgres postgres = builder.start()) {
            binaries = Path.of(JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
                    .query(String.class)
                    .single());
        }
        return new PostgresProcess(binaries, data, ServiceProcess.freePort())
                .with("max_connections", "300") // not fewer than it was made with, or no standby starts
                .with("fsync", "on")
                .with("synchronous_commit", "on")
                .with("unix_socket_directories", "");
    }

    /** Sets a parameter for its next start. */
    public PostgresProcess with(String parameter, String value) throws IOException {
        Files.writeString(
                data.resolve("postgresql.conf"),
                "\n%s = '%s'\n".formatted(parameter, value),
                StandardOpenOption.APPEND);
        return this;
    }

    /** A standby with the data that this one has; this one must be stopped, and may be started again afterwards. */
    public PostgresProcess standby() throws IOException {
        Path copy = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "standby")
                .resolve("data");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.createFile(copy.resolve("standby.signal"));
        return new PostgresProcess(binaries, copy, ServiceProcess.freePort())
                .with("primary_conninfo", "host=localhost port=" + port + " user=" + SUPERUSER);
    }

    /** Starts it and waits until it answers. */
    public PostgresProcess start() throws IOException {
        launch();
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(20)).until(this::answers);
        return this;
    }

    /** Starts it and does not wait. */
    public void launch() throws IOException {
        List<String> command = new ArrayList<>(asNobodyWhereRoot());
        command.addAll(
                List.of(binaries.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Stops it as an operator does who does not wait for clients: a fast shutdown. */
    public void stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        process.waitFor();
    }

    /** Kills all of it at once, as a lost machine would be. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** Makes a standby the primary. */
    public void promote() {
        jdbc().sql("SELECT pg_promote()").query().listOfRows();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Looks at it from outside of the service. */
    public JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(getJdbcUrl(), SUPERUSER, SUPERUSER));
    }

    public int port() {
        return port;
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public String getJdbcUrl() {
        return urlOf("localhost:" + port);
    }

    @Override
    public String getUsername() {
        return SUPERUSER;
    }

    @Override
    public String getPassword() {
        return SUPERUSER;
    }

    /** The same database by another route: through a proxy, or including the host that takes over. */
    public JdbcConnectionDetails by(String hosts) {
        return new Way(urlOf(hosts), this);
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PostgreSQL did not start, see " + log);
        }
        try (var connection = DriverManager.getConnection(getJdbcUrl(), SUPERUSER, SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String urlOf(String hosts) {
        return "jdbc:postgresql://" + hosts + (hosts.contains("/") ? "" : "/" + SUPERUSER);
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
    private static List<String> asNobodyWhereRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    private record Way(String getJdbcUrl, PostgresProcess database) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return database.getUsername();
        }

        @Override
        public String getPassword() {
            return database.getPassword();
        }
    }
}
