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

/** The JVM of the tests has both compilers: the name of one, and the kernel's answer, are what this would miss if they changed. */
@EnabledOnOs(OS.LINUX)
class CompilerPriorityTest {

    private static final int NICE = 18; // the 19th field of a thread's line, of which the name is the second

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
                    values.add(afterTheName[NICE - 2]);
                }
            }
        }
        return values;
    }
}
