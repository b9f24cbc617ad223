package cloud.billing.image;

import cloud.billing.support.Scrape;
import cloud.billing.support.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A container of the image, confined as the chart confines its pods. */
final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final int managementPort;
    private Duration startToReady = Duration.ZERO;

    private Replica(String name, int port, int managementPort) {
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts a container and waits until it is ready. */
    static Replica ready(List<String> environment, String... entryPoint) throws IOException {
        int port = ServiceProcess.freePort();
        Replica replica = new Replica("downgrade-orders-" + port, port, ServiceProcess.freePort());
        List<String> command = new ArrayList<>(confined());
        command.addAll(List.of("--detach", "--name", replica.name));
        command.addAll(environment);
        command.addAll(
                List.of("--env", "SERVER_PORT=" + port, "--env", "MANAGEMENT_SERVER_PORT=" + replica.managementPort));
        if (entryPoint.length > 0) {
            command.addAll(List.of("--entrypoint", entryPoint[0]));
        }
        command.add(ImageIT.IMAGE);
        command.addAll(List.of(entryPoint).subList(Math.min(1, entryPoint.length), entryPoint.length));
        Docker.run(command.toArray(String[]::new));
        replica.awaitReady();
        return replica;
    }

    static List<String> confined() {
        return List.of(
                "run",
                "--network=host",
                "--read-only",
                "--tmpfs=/tmp",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--memory=512m",
                "--env=JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=30");
    }

    int port() {
        return port;
    }

    Duration startToReady() {
        return startToReady;
    }

    /** SIGTERM, and SIGKILL after half a minute; how it ended. */
    int stop() {
        Docker.run("stop", "--time=30", name);
        return Integer.parseInt(Docker.run("inspect", "--format={{.State.ExitCode}}", name));
    }

    void startAgain() {
        Docker.run("start", name);
        awaitReady();
    }

    /** Files that it made or changed outside its mounts. */
    String changes() {
        return Docker.run("diff", name);
    }

    long residentMebibytes() throws IOException {
        String pid = Docker.run("inspect", "--format={{.State.Pid}}", name);
        try (var status = Files.lines(Path.of("/proc", pid, "status"))) {
            String rss =
                    status.filter(line -> line.startsWith("VmRSS")).findFirst().orElseThrow();
            return Long.parseLong(rss.replaceAll("\\D", "")) / 1024;
        }
    }

    Scrape scrape() {
        return Scrape.of(managementPort);
    }

    private void awaitReady() {
        Instant begin = Instant.now();
        Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(50)).until(this::isReady);
        startToReady = Duration.between(begin, Instant.now());
    }

    private boolean isReady() throws InterruptedException {
        URI uri = URI.create("http://localhost:" + managementPort + "/actuator/health/readiness");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            if (!Docker.run("inspect", "--format={{.State.Running}}", name).equals("true")) {
                throw new IllegalStateException("it did not start:\n" + Docker.run("logs", name));
            }
            return false;
        }
    }

    @Override
    public void close() {
        Docker.run("rm", "--force", name);
    }
}
