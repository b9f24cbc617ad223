package cloud.billing.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.util.FileSystemUtils;

/** The chart's files, and copies of them to change. */
final class ChartFiles {

    static final Path HOME = Path.of("helm/downgrade-orders");

    private static final Path SCRATCH = Path.of("target/chart-tests");

    private ChartFiles() {}

    static String read(String file) {
        return onDisk(() -> Files.readString(HOME.resolve(file)));
    }

    static List<String> templates() {
        return onDisk(() -> {
            try (var files = Files.list(HOME.resolve("templates"))) {
                return files.map(file -> "templates/" + file.getFileName()).toList();
            }
        });
    }

    /** A copy of the chart in which each of these files is what the change makes of it. */
    static Path copy(List<String> files, UnaryOperator<String> change) {
        return onDisk(() -> {
            Path copy = Files.createTempDirectory(scratch(), "copy").resolve(HOME.getFileName());
            FileSystemUtils.copyRecursively(HOME, copy);
            for (String file : files) {
                Files.writeString(copy.resolve(file), change.apply(read(file)));
            }
            return copy;
        });
    }

    /** A file of values. */
    static Path values(String yaml) {
        return onDisk(() -> Files.writeString(Files.createTempFile(scratch(), "values", ".yaml"), yaml));
    }

    private static Path scratch() throws IOException {
        return Files.createDirectories(SCRATCH);
    }

    private static <T> T onDisk(OnDisk<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface OnDisk<T> {

        T run() throws IOException;
    }
}
