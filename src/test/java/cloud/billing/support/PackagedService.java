package cloud.billing.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged jar, unpacked by its own tool: what is shipped, but started with an AOT cache of a training run, since the tests start it
 * dozens of times.
 */
final class PackagedService {

    private static final Path JAR = Path.of("target", "downgrade-orders.jar");

    private final Path unpacked;

    PackagedService() throws IOException, InterruptedException {
        this.unpacked = Files.createTempDirectory(Path.of("target"), "packaged");
        run("-Djarmode=tools", "-jar", JAR.toString(), "extract", "--force", "--destination", unpacked.toString());
    }

    /** Starts the service so that it writes the cache when it ends in good order. */
    List<String> trainingCommand() {
        return start("-XX:AOTCacheOutput=" + cache());
    }

    /** Starts the service with the cache. */
    List<String> command() {
        return start("-XX:AOTCache=" + cache());
    }

    /** Migrates the database and ends. */
    List<String> migrateCommand() {
        return List.of(java(), "-cp", unpacked.resolve(JAR.getFileName()).toString(), "cloud.billing.Migrate");
    }

    private List<String> start(String aot) {
        Path jar = unpacked.resolve(JAR.getFileName());
        return List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", aot, "-jar", jar.toString());
    }

    private Path cache() {
        return unpacked.resolve("service.aot");
    }

    private static void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(arguments));
        int exitCode = new ProcessBuilder(command).start().waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(command + " ended with " + exitCode);
        }
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow();
    }
}
