package cloud.billing.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged jar, unpacked by its own tool and started with an AOT cache of its training run, as the image has it.
 */
final class PackagedService {

    private static final Path JAR = Path.of("target", "downgrade-orders.jar");

    private static final List<String> SOON_WARM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> AS_IN_A_POD = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx205m");

    private final List<String> options;
    private final Path unpacked;

    /** For a test, which has no time to wait for the best compiler. */
    static PackagedService soonWarm() throws IOException, InterruptedException {
        return new PackagedService(SOON_WARM);
    }

    /** With the options that the image and the chart give it. */
    static PackagedService asInAPod() throws IOException, InterruptedException {
        return new PackagedService(AS_IN_A_POD);
    }

    private PackagedService(List<String> options) throws IOException, InterruptedException {
        this.options = options;
        this.unpacked = Files.createTempDirectory(Path.of("target"), "packaged");
        run(List.of(
                java(),
                "-Djarmode=tools",
                "-jar",
                JAR.toString(),
                "extract",
                "--force",
                "--destination",
                unpacked.toString()));
        List<String> training = new ArrayList<>(start("-XX:AOTCacheOutput=" + cache()));
        training.add("--spring.profiles.active=training");
        run(training);
    }

    /** Starts the service with the cache. */
    List<String> command() {
        return start("-XX:AOTCache=" + cache());
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

    private List<String> start(String aot) {
        Path jar = unpacked.resolve(JAR.getFileName());
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(List.of(aot, "-jar", jar.toString()));
        return command;
    }

    private Path cache() {
        return unpacked.resolve("service.aot");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(command + " ended with " + exitCode);
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow();
    }
}
