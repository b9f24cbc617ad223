package cloud.billing;

import cloud.billing.action.RequestProperties;
import cloud.billing.action.TimeBudget;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgStatement;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets no statement take longer than what is left of the budget of the request that it serves. */
@Configuration(proxyBeanMethods = false)
class StatementTimeouts {

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource, RequestProperties requests) {
        return new BudgetedJdbcTemplate(dataSource, requests.requestTimeout());
    }

    @Bean
    HibernatePropertiesCustomizer readsTimeOut(RequestProperties requests) {
        return hibernate -> hibernate.put(
                "jakarta.persistence.query.timeout",
                Math.toIntExact(requests.requestTimeout().toMillis()));
    }

    private static final class BudgetedJdbcTemplate extends JdbcTemplate {

        private final Duration outsideOfRequests;

        BudgetedJdbcTemplate(DataSource dataSource, Duration outsideOfRequests) {
            super(dataSource);
            this.outsideOfRequests = outsideOfRequests;
        }

        /** JDBC itself knows whole seconds alone. */
        @Override
        protected void applyStatementSettings(Statement statement) throws SQLException {
            Duration left = TimeBudget.left();
            statement
                    .unwrap(PgStatement.class)
                    .setQueryTimeoutMs(Math.max(1, (left == null ? outsideOfRequests : left).toMillis()));
        }
    }
}
