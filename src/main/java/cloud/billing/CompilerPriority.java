package cloud.billing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the JVM's optimizing compiler wait for everything else. After a start it has more to do than there is time for, and for a minute or
 * so what requests run, and the quick compiler that makes that five times as fast, got no more of the processor than it did
 * (docs/performance.md has what this buys). The JVM has one priority for all its compilers, and so the kernel is asked.
 */
final class CompilerPriority {

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String OPTIMIZING = "C2 CompilerThre"; // so much of a thread's name does Linux keep
    private static final int OF_A_THREAD = 0; // PRIO_PROCESS, which Linux takes for one thread
    private static final int NICE = 10; // a tenth of what the others get, where all of them have something to do

    private CompilerPriority() {}

    /** Where the kernel forbids it, it changes nothing; nor where there is no such compiler, or no Linux. */
    static void lower() {
        if (Files.isDirectory(THREADS)) {
            MethodHandle setPriority = setPriority();
            for (int thread : optimizing()) {
                try {
                    setPriority.invoke(OF_A_THREAD, thread, NICE);
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static MethodHandle setPriority() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    private static List<Integer> optimizing() {
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.filter(CompilerPriority::isOptimizing)
                    .map(thread -> Integer.valueOf(thread.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOptimizing(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith(OPTIMIZING);
        } catch (IOException ended) {
            return false;
        }
    }
}
