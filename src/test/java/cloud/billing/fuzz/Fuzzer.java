package cloud.billing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Jazzer, in a process of its own, on the class path of this one. */
final class Fuzzer {

    private static final String INSTRUMENTED = "cloud.billing.**:tools.jackson.core.**";

    private final FuzzTarget target;
    private final Path log;

    Fuzzer(FuzzTarget target, Path log) {
        this.target = target;
        this.log = log;
    }

    /** Fuzzes for this long, and saves inputs that reach new code to this directory; not 0 if something was found. */
    int look(int seconds, Path found) throws IOException, InterruptedException {
        return run(List.of(
                "-max_total_time=" + seconds,
                "-timeout=10",
                "-max_len=4096",
                "-print_final_stats=1",
                "-artifact_prefix=" + found + "-finding-",
                found.toString(),
                target.corpus().toString()));
    }

    /** Adds to the corpus the inputs that reach code which the corpus does not. */
    void merge(Path found) throws IOException, InterruptedException {
        int exitCode =
                run(List.of("-merge=1", "-use_counters=0", target.corpus().toString(), found.toString()));
        assertThat(exitCode).as(this::log).isZero();
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--reproducer_path=" + log.getParent()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
    }

    /** How often the target was called, and how fast. */
    String statistics() {
        return log().lines().filter(line -> line.startsWith("stat::")).collect(Collectors.joining(", "));
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
