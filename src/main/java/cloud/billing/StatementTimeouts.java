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

        private static final double STATEMENTS_SHARE = 0.8; // the rest is for PostgreSQL to say that it has stopped

        private final Duration outsideOfRequests;

        BudgetedJdbcTemplate(DataSource dataSource, Duration outsideOfRequests) {
            super(dataSource);
            setIgnoreWarnings(false); // one says that a commit no longer waits for its standby: see OutcomeUnknownException
            this.outsideOfRequests = outsideOfRequests;
        }

        /** JDBC itself knows whole seconds alone. Where PostgreSQL says nothing any more, the connection is given up. */
        @Override
        protected void applyStatementSettings(Statement statement) throws SQLException {
            Duration left = TimeBudget.left();
            int millis = 1 + (int) (left == null ? outsideOfRequests : left).toMillis();
            statement.unwrap(PgStatement.class).setQueryTimeoutMs(Math.max(1, (long) (millis * STATEMENTS_SHARE)));
            statement.getConnection().setNetworkTimeout(Runnable::run, millis);
        }
    }
}
