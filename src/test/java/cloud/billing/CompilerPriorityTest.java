package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** In the tests' JVM, which has both compilers. The JVM may change their names, and Linux decides what the call does. */
@EnabledOnOs(OS.LINUX)
class CompilerPriorityTest {

    private static final int NICE = 16; // of the fields that follow the name in a thread's line

    @Test
    void onlyTheOptimizingCompilerWaits() throws IOException {
        CompilerPriority.lower();

        assertThat(niceOf("C2 CompilerThre")).isNotEmpty().containsOnly("10");
        assertThat(niceOf("C1 CompilerThre")).isNotEmpty().containsOnly("0");
        assertThat(niceOf("java")).isNotEmpty().containsOnly("0");
    }

    private static List<String> niceOf(String name) throws IOException {
        List<String> values = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).startsWith(name)) {
                    String line = Files.readString(thread.resolve("stat"));
                    String[] afterTheName =
                            line.substring(line.lastIndexOf(')') + 2).split(" ");
                    values.add(afterTheName[NICE]);
                }
            }
        }
        return values;
    }
}
