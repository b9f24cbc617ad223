package cloud.billing;

import cloud.billing.action.OutcomeUnknownException;
import cloud.billing.action.RequestProperties;
import cloud.billing.action.TimeBudget;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgStatement;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.SQLWarningException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Limits each database call to what is left of the request's {@link TimeBudget}. */
@Configuration(proxyBeanMethods = false)
class DatabaseTimeouts {

    private static final int MIN_NETWORK_TIMEOUT =
            250; // ms; a request that is nearly out of time must not break a healthy connection
    private static final int MIN_VALIDATION_TIMEOUT = 250; // ms; Hikari's minimum
    private static final double CONNECTION_SHARE = 0.4; // leaves time to answer a refusal, or for the work itself
    private static final double STATEMENT_SHARE = 0.8; // leaves time for PostgreSQL to report the cancellation

    @Bean
    static BeanPostProcessor connectionsTimeOut(ObjectProvider<RequestProperties> requests) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    limitWaits(pool, requests.getObject().requestTimeout());
                }
                return bean instanceof DataSource pool ? new BudgetedDataSource(pool) : bean;
            }
        };
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource, RequestProperties requests) {
        return new BudgetedJdbcTemplate(dataSource, requests.requestTimeout());
    }

    /** Rounded down: Hibernate knows only whole seconds, and would round to the nearest. */
    @Bean
    HibernatePropertiesCustomizer readsTimeOut(RequestProperties requests) {
        int seconds = statementMillis(requests.requestTimeout()) / 1_000;
        return hibernate -> hibernate.put("jakarta.persistence.query.timeout", Math.max(1, seconds) * 1_000);
    }

    /** The liveness check gets half of the connection wait, since it may start just before that ends. */
    static void limitWaits(HikariDataSource pool, Duration budget) {
        pool.setAutoCommit(true); // each statement is a transaction of its own; nothing else would commit it
        long wait = Math.min(pool.getConnectionTimeout(), (long) (budget.toMillis() * CONNECTION_SHARE));
        pool.setConnectionTimeout(wait);
        pool.setValidationTimeout(Math.max(MIN_VALIDATION_TIMEOUT, Math.min(pool.getValidationTimeout(), wait / 2)));
    }

    private static int statementMillis(Duration left) {
        return Math.max(1, (int) (left.toMillis() * STATEMENT_SHARE));
    }

    /** Gives up a connection on which PostgreSQL has fallen silent when the request's time is up. */
    private static final class BudgetedDataSource extends DelegatingDataSource {

        BudgetedDataSource(DataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            TimeBudget.requireSome(); // without time left, do not wait for a connection
            Connection connection = super.getConnection();
            try {
                limit(connection, TimeBudget.left());
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close(); // the caller never gets it
                throw e;
            }
        }

        private static void limit(Connection connection, @Nullable Duration left) throws SQLException {
            if (left != null) {
                connection.setNetworkTimeout(Runnable::run, Math.max(MIN_NETWORK_TIMEOUT, (int) left.toMillis()));
            }
        }
    }

    /** Cancels a statement early enough that the request can still be answered. */
    private static final class BudgetedJdbcTemplate extends JdbcTemplate {

        private final Duration outsideOfRequests;

        BudgetedJdbcTemplate(DataSource dataSource, Duration outsideOfRequests) {
            super(dataSource);
            this.outsideOfRequests = outsideOfRequests;
            setIgnoreWarnings(false);
        }

        /** Only one warning matters: a commit stopped waiting for its standby. See {@link OutcomeUnknownException}. */
        @Override
        protected void handleWarnings(@Nullable SQLWarning warning) {
            for (SQLWarning each = warning; each != null; each = each.getNextWarning()) {
                if (each instanceof PSQLWarning told && isOfTheWaitForAStandby(told.getServerErrorMessage())) {
                    throw new SQLWarningException("A commit was told not to wait for its standby", each);
                }
            }
        }

        /** By PostgreSQL's routine name: the message is in the server's language. */
        private static boolean isOfTheWaitForAStandby(ServerErrorMessage warning) {
            return "SyncRepWaitForLSN".equals(warning.getRoutine());
        }

        /** In milliseconds: the JDBC API knows only whole seconds. */
        @Override
        protected void applyStatementSettings(Statement statement) throws SQLException {
            Duration left = TimeBudget.left();
            statement
                    .unwrap(PgStatement.class)
                    .setQueryTimeoutMs(statementMillis(left == null ? outsideOfRequests : left));
        }
    }
}
