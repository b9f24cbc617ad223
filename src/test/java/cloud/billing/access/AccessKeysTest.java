package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** How long a replica caches an access key. */
@BillingTest
class AccessKeysTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AccessKeys replica;
    private final JdbcClient jdbc;
    private final DataSource pool;
    private final PasswordCipher cipher;
    private final Billing billing;
    private final Account account;

    AccessKeysTest(
            @Autowired Billing billing,
            @Autowired JdbcClient jdbc,
            @Autowired DataSource pool,
            @Autowired PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.pool = pool;
        this.cipher = cipher;
        this.replica = new AccessKeys(jdbc, cipher, nanos::get);
        this.billing = billing;
        this.account = billing.newAccount();
    }

    @Test
    void aDisabledKeyIsGoodForLessThan30Seconds() {
        assertThat(replica.find(account.accessKeyId())).isPresent();
        disable();
        assertThat(replica.find(account.accessKeyId())).as("cached").isPresent();
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(replica.find(account.accessKeyId())).isEmpty();
    }

    @Test
    void anUnknownKeyThatIsMadeIsKnownWithin30Seconds() {
        assertThat(replica.find("later" + account.id())).isEmpty();
        billing.data().accessKey(account.id(), "later" + account.id(), "password", "vm:read");
        assertThat(replica.find("later" + account.id())).as("cached").isEmpty();
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(replica.find("later" + account.id())).isPresent();
    }

    @Test
    void aSlowLookUpAddsNothingToThat() throws Exception {
        CompletableFuture<Optional<SigningKey>> found;
        try (Connection holder = pool.getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE access_key");
            found = CompletableFuture.supplyAsync(() -> replica.find(account.accessKeyId()));
            await().until(() -> jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                            .query(Integer.class)
                            .single()
                    > 0);
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            holder.rollback();
        }
        assertThat(found.get()).isPresent();
        disable();
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(replica.find(account.accessKeyId())).isEmpty();
    }

    /** The database is away: those who want one key wait for a connection side by side, not one after the other. */
    @Test
    void noLookUpWaitsForAnother() throws Exception {
        CyclicBarrier bothWait = new CyclicBarrier(2);
        AccessKeys cutOff = new AccessKeys(
                JdbcClient.create(new DelegatingDataSource(pool) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        try {
                            bothWait.await(5, TimeUnit.SECONDS);
                        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                            throw new SQLTransientConnectionException(e);
                        }
                        throw new SQLTransientConnectionException();
                    }
                }),
                cipher,
                nanos::get);
        Callable<Throwable> find = () -> catchThrowable(() -> cutOff.find(account.accessKeyId()));
        assertThat(Http.atOnce(Stream.of(find, find))).allMatch(CannotGetJdbcConnectionException.class::isInstance);
        assertThat(bothWait.isBroken()).isFalse();
    }

    @Test
    void whatANewerReplicaHasEncryptedIsUnavailableAndNotAnError() {
        jdbc.sql("INSERT INTO encryption_key (encryption_key_id) VALUES ('newer')")
                .update();
        try {
            jdbc.sql("UPDATE access_key SET encryption_key_id = 'newer' WHERE access_key_id = ?")
                    .param(account.accessKeyId())
                    .update();
            account.describe("none").isRefused(503, "SERVICE_TEMPORARY_UNAVAILABLE");
        } finally {
            jdbc.sql("DELETE FROM access_key WHERE encryption_key_id = 'newer'").update();
            jdbc.sql("DELETE FROM encryption_key WHERE encryption_key_id = 'newer'")
                    .update();
        }
    }

    private void disable() {
        billing.internal()
                .delete("/accounts/" + account.id() + "/access-keys/" + account.accessKeyId())
                .is("204");
    }
}
