package cloud.billing.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** What the application says of itself in application.yaml. */
final class Application {

    private static final PropertySource<?> YAML = load();

    private Application() {}

    /** Lists are comma-separated; empty where application.yaml says nothing. */
    static String property(String name) {
        Object value = YAML.getProperty(name);
        return value == null ? "" : value.toString();
    }

    /** Spring Boot's default where application.yaml says nothing. */
    static int port(String name) {
        String configured = property(name);
        return Integer.parseInt(configured.isEmpty() ? KnownProperties.defaultOf(name) : configured);
    }

    private static PropertySource<?> load() {
        try {
            return new YamlPropertySourceLoader()
                    .load("application", new ClassPathResource("application.yaml"))
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
