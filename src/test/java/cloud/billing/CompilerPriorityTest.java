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

/** In the JVM of the tests, which has both compilers. Their names are the JVM's to change, and what the call does is Linux's. */
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
