package cloud.billing.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The properties of Spring Boot and of the application, by the configuration metadata on the class path. */
final class KnownProperties {

    private static final List<Property> ALL = load();

    private KnownProperties() {}

    static String defaultOf(String name) {
        return ALL.stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElseThrow()
                .defaultValue();
    }

    /** Whether an environment variable sets one of them, by Spring Boot's own rules for such names. */
    static boolean haveOneSetBy(String variable) {
        ConfigurationPropertySource environment = ConfigurationPropertySources.from(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "")))
                .iterator()
                .next();
        return ALL.stream().anyMatch(property -> property.isSetBy(environment));
    }

    private static List<Property> load() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:META-INF/spring-configuration-metadata.json"))
                    .flatMap(KnownProperties::properties)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Property> properties(Resource metadata) {
        try (InputStream json = metadata.getInputStream()) {
            return JsonMapper.shared().readTree(json).path("properties").values().stream()
                    .map(Property::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Property(String name, String type, String defaultValue) {

        static Property of(JsonNode metadata) {
            return new Property(
                    metadata.path("name").asString(),
                    metadata.path("type").asString(),
                    metadata.path("defaultValue").asString(""));
        }

        /** A map takes whatever is below its name. */
        boolean isSetBy(ConfigurationPropertySource environment) {
            ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
            return type.startsWith(Map.class.getName())
                    ? environment.containsDescendantOf(property) == ConfigurationPropertyState.PRESENT
                    : environment.getConfigurationProperty(property) != null;
        }
    }
}
