package cloud.billing.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in a process of its own, which can be killed and started again on its data. */
public final class KafkaProcess implements AutoCloseable {

    private static final String CLUSTER = Uuid.randomUuid().toString();

    private final int port;
    private final Path folder;
    private Process process;

    private KafkaProcess(int port, Path folder) {
        this.port = port;
        this.folder = folder;
    }

    /** A new broker without data, which answers soon: its clients wait for it. */
    public static KafkaProcess started() {
        try {
            KafkaProcess kafka =
                    new KafkaProcess(ServiceProcess.freePort(), Files.createTempDirectory(Path.of("target"), "kafka"));
            kafka.writeConfiguration(ServiceProcess.freePort());
            kafka.java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", kafka.configuration())
                    .waitFor();
            kafka.start();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it and does not wait until it answers. */
    public void start() throws IOException {
        process = java("kafka.Kafka", configuration());
    }

    /** Kills it as a lost machine would be. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void writeConfiguration(int controllerPort) throws IOException {
        Properties broker = new Properties();
        broker.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@localhost:" + controllerPort,
                "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "log.dirs", folder.resolve("data").toString(),
                "num.partitions", "4",
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "offsets.topic.replication.factor", "1"));
        try (var file = Files.newBufferedWriter(Path.of(configuration()))) {
            broker.store(file, null);
        }
    }

    private String configuration() {
        return folder.resolve("server.properties").toString();
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }
}
