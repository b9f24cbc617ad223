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
 * Lowers the CPU priority of the JVM's optimizing compiler (C2). For a minute or so after a start C2 competes with requests, and with the
 * quick compiler (C1) that makes them five times as fast; at lower priority it lets both run first (docs/performance.md has the gain). The
 * JVM can only set one priority for all its compilers, so this asks the kernel.
 */
final class CompilerPriority {

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String OPTIMIZING = "C2 CompilerThre"; // Linux keeps 15 characters of a thread name
    private static final int OF_A_THREAD = 0; // PRIO_PROCESS, which on Linux means a single thread
    private static final int NICE = 10; // under contention, a tenth of the other threads' CPU share

    private CompilerPriority() {}

    /** Does nothing without Linux, C2 or the kernel's permission. */
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
