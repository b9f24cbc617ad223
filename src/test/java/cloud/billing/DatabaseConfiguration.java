package cloud.billing;

import cloud.billing.support.EmbeddedConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL of each test context and of the demo: Testcontainers where a Docker engine answers, embedded binaries of the same
 * major version elsewhere. {@code -Dbilling.test.database=testcontainers|embedded} forces one.
 */
@TestConfiguration(proxyBeanMethods = false)
public class DatabaseConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);
    private static final boolean ON_TESTCONTAINERS = chooseTestcontainers();

    private static boolean chooseTestcontainers() {
        String forced = System.getProperty("billing.test.database", "");
        boolean testcontainers =
                forced.isEmpty() ? DockerClientFactory.instance().isDockerAvailable() : forced.equals("testcontainers");
        LOG.info("the database is PostgreSQL by {}", testcontainers ? "Testcontainers" : "embedded binaries");
        return testcontainers;
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnTestcontainers.class)
    static class Container {

        @Bean
        @ServiceConnection
        PostgreSQLContainer postgres() {
            return new PostgreSQLContainer("postgres:18");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnEmbedded.class)
    static class Embedded {

        @Bean
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.builder().start();
        }

        @Bean
        JdbcConnectionDetails connectionDetails(EmbeddedPostgres postgres) {
            return new EmbeddedConnection(postgres.getJdbcUrl("postgres", "postgres"));
        }
    }

    static class OnTestcontainers implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return ON_TESTCONTAINERS;
        }
    }

    static class OnEmbedded implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !ON_TESTCONTAINERS;
        }
    }
}
