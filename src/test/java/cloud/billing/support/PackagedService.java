package cloud.billing.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.yaml.snakeyaml.Yaml;

/** The packaged jar, unpacked by its own tool and started with an AOT cache, as the image has it. */
public final class PackagedService {

    private static final Path JAR = Path.of("target", "downgrade-orders.jar");
    private static final Path VALUES = Path.of("helm", "downgrade-orders", "values.yaml");
    private static final Path TRAIN = Path.of("scripts", "Train.java");

    private static final List<String> SOON_WARM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> AS_IN_THE_IMAGE = List.of("-XX:+UseSerialGC", "-Xms64m");
    private static final List<String> STARTED_IN_THE_IMAGE = List.of(
            "-XX:+DisplayVMOutputToStderr",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:CompilerDirectivesFile=scripts/compiler-directives.json");
    private static final String HEAP_OF_A_POD =
            "-Xmx154m"; // the chart's share of a pod's memory, not of this machine's

    private final List<String> options;
    private final List<String> optionsOfAStart;
    private final Path unpacked;

    /** For tests, which have no time to wait for C2 or for a training under load. Starts without a cache. */
    static PackagedService soonWarm() throws IOException {
        return new PackagedService(SOON_WARM, List.of());
    }

    /** With the options of the image and the chart, trained like the image; the training leaves its data in this database. */
    public static PackagedService asInAPod(JdbcConnectionDetails training) throws IOException {
        PackagedService packaged = new PackagedService(optionsOfAPod(), STARTED_IN_THE_IMAGE);
        List<String> command = new ArrayList<>(List.of(java(), TRAIN.toString()));
        command.addAll(packaged.trainingCommand());
        run(command, databaseOf(training));
        return packaged;
    }

    private static List<String> optionsOfAPod() throws IOException {
        List<String> options = new ArrayList<>(AS_IN_THE_IMAGE);
        Map<String, Object> values = new Yaml().load(Files.readString(VALUES));
        options.addAll(List.of(String.valueOf(values.get("javaToolOptions")).split(" ")));
        options.add(HEAP_OF_A_POD);
        return options;
    }

    private PackagedService(List<String> options, List<String> optionsOfAStart) throws IOException {
        this.options = new ArrayList<>(options);
        this.options.add(
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")); // one that is killed leaves files behind
        this.optionsOfAStart = optionsOfAStart;
        this.unpacked = Files.createTempDirectory(Path.of("target"), "packaged");
        run(
                List.of(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        JAR.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        unpacked.toString()),
                Map.of());
    }

    /** Starts the service, with the cache where there is one. */
    List<String> command() {
        List<String> more = new ArrayList<>(optionsOfAStart);
        if (isTrained()) {
            more.add("-XX:AOTCache=" + cache());
        }
        return start(more);
    }

    /** Starts the service, and makes the cache when that ends in good order. */
    List<String> trainingCommand() {
        return start(List.of("-XX:AOTCacheOutput=" + cache()));
    }

    boolean isTrained() {
        return Files.exists(cache());
    }

    /** Starts another main class, from these classes, on top of the packaged ones. */
    List<String> command(Path classes, String main) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of("-cp", classes + File.pathSeparator + unpacked.resolve(JAR.getFileName()), main));
        return command;
    }

    /** Migrates the database and ends. */
    List<String> migrateCommand() {
        return List.of(java(), "-cp", unpacked.resolve(JAR.getFileName()).toString(), "cloud.billing.Migrate");
    }

    static Map<String, String> databaseOf(JdbcConnectionDetails details) {
        return Map.of(
                "SPRING_DATASOURCE_URL", String.valueOf(details.getJdbcUrl()),
                "SPRING_DATASOURCE_USERNAME", String.valueOf(details.getUsername()),
                "SPRING_DATASOURCE_PASSWORD", String.valueOf(details.getPassword()));
    }

    private List<String> start(List<String> more) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(more);
        command.addAll(List.of("-jar", unpacked.resolve(JAR.getFileName()).toString()));
        return command;
    }

    private Path cache() {
        return unpacked.resolve("service.aot");
    }

    private static void run(List<String> command, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile("packaged", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IllegalStateException(command + " ended with " + exitCode + ":\n" + Files.readString(output));
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow();
    }
}
