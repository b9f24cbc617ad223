package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloud.billing.support.BillingTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A migration, as the service is configured to make it, of a database that is in use. */
@BillingTest
class MigrationsTest {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final FluentConfiguration migrations;
    private final DataSource database;
    private final JdbcClient jdbc;

    MigrationsTest(@Autowired Flyway flyway, @Autowired JdbcConnectionDetails server) {
        String name = "migrated_" + UUID.randomUUID().toString().replace('-', '_');
        database(server, server.getJdbcUrl()).sql("CREATE DATABASE " + name).update();
        this.database = dataSource(server, server.getJdbcUrl().replaceFirst("(//[^/]*/).*", "$1" + name));
        this.jdbc = JdbcClient.create(database);
        this.migrations =
                Flyway.configure().configuration(flyway.getConfiguration()).dataSource(database);
    }

    /** The startup probe, or the Job's deadline, is the limit. */
    @Test
    void oneOfAnotherReplicaIsWaitedForHoweverLongItTakes() {
        assertThat(migrations.getLockRetryCount()).isEqualTo(-1);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // one that does not give up waits for ever
    void oneThatOthersKeepWaitingGivesUpAndIsMadeLater() throws SQLException {
        migrations.target("202611281100").load().migrate();
        Flyway newest = migrations.target("latest").load();
        try (Connection backup = database.getConnection();
                Statement statement = backup.createStatement()) {
            backup.setAutoCommit(false);
            statement.execute("LOCK TABLE downgrade_order IN ACCESS SHARE MODE");
            FlywayException gaveUp = catchThrowableOfType(FlywayException.class, newest::migrate);
            assertThat(NestedExceptionUtils.getMostSpecificCause(gaveUp))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            told -> assertThat(told.getSQLState()).isEqualTo(LOCK_NOT_AVAILABLE));
        }
        assertThat(newest.migrate().migrationsExecuted).isPositive();
    }

    @Test
    void anIndexIsMadeConcurrentlyByTwoReplicasThatStartAtOnce() {
        migrations.load().migrate();
        migrations.locations("filesystem:db/migration", "classpath:migrations/concurrently");
        assertThat(Stream.generate(() -> CompletableFuture.supplyAsync(migrations.load()::migrate))
                        .limit(2)
                        .toList())
                .allSatisfy(replica -> assertThat(replica).succeedsWithin(LONGEST));
        assertThat(jdbc.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'instance_by_zone'::regclass")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private static JdbcClient database(JdbcConnectionDetails server, String url) {
        return JdbcClient.create(dataSource(server, url));
    }

    private static DataSource dataSource(JdbcConnectionDetails server, String url) {
        return new DriverManagerDataSource(
                url, String.valueOf(server.getUsername()), String.valueOf(server.getPassword()));
    }
}
