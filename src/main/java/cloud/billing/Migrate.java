package cloud.billing;

import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Migrates the database and exits, for deployments in which the service does not have the owner's password. Needs
 * {@code spring.flyway.url}, {@code .user} and {@code .password}, and the service's own role, {@code billing.database.runtime-role}.
 */
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
public final class Migrate {

    /** Without these it would migrate nothing, or grant no one access, and still exit as if it had succeeded. */
    private static final List<String> REQUIRED = List.of("spring.flyway.url", "billing.database.runtime-role");

    private Migrate() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(Migrate.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> prepare(context.getEnvironment()))
                .run(args)
                .close();
    }

    private static void prepare(ConfigurableEnvironment environment) {
        for (String name : REQUIRED) {
            if (!StringUtils.hasText(environment.getProperty(name))) {
                throw new IllegalStateException("Set " + name + ": nothing was migrated.");
            }
        }
        // Even if the service's own configuration disables Flyway.
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("migrate", Map.of("spring.flyway.enabled", true)));
    }
}
