package cloud.billing.fuzz;

import cloud.billing.access.AuthorizationFuzz;
import cloud.billing.action.BodyFuzz;
import cloud.billing.action.HeadersFuzz;
import cloud.billing.audit.FeedCursorFuzz;
import cloud.billing.downgrade.OrderCursorFuzz;
import cloud.billing.instance.InstanceFilterFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is fuzzed: for each, a class whose {@code fuzzerTestOneInput} takes any bytes, and a corpus of inputs. */
enum FuzzTarget {
    AUTHORIZATION(AuthorizationFuzz.class, AuthorizationFuzz::fuzzerTestOneInput),
    HEADERS(HeadersFuzz.class, HeadersFuzz::fuzzerTestOneInput),
    BODY(BodyFuzz.class, BodyFuzz::fuzzerTestOneInput),
    INSTANCE_FILTER(InstanceFilterFuzz.class, InstanceFilterFuzz::fuzzerTestOneInput),
    FEED_CURSOR(FeedCursorFuzz.class, FeedCursorFuzz::fuzzerTestOneInput),
    ORDER_CURSOR(OrderCursorFuzz.class, OrderCursorFuzz::fuzzerTestOneInput);

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

    private final Class<?> type;
    private final Consumer<byte[]> target;

    FuzzTarget(Class<?> type, Consumer<byte[]> target) {
        this.type = type;
        this.target = target;
    }

    String className() {
        return type.getName();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Path corpus() {
        return CORPUS.resolve(label());
    }

    List<Path> inputs() {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one input; fails where a property does not hold. */
    void take(byte[] input) {
        target.accept(input);
    }
}
