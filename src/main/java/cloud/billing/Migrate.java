package cloud.billing;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;

/**
 * Migrates the database and ends: for deployments in which the service has not the owner's password. Needs {@code spring.flyway.url},
 * {@code .user} and {@code .password}, and the role that the service runs as, {@code billing.database.runtime-role}.
 */
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
public final class Migrate {

    private Migrate() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(Migrate.class)
                .web(WebApplicationType.NONE)
                .run(args)
                .close();
    }
}
