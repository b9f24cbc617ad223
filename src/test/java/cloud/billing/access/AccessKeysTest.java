package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a replica caches an access key. */
@BillingTest
class AccessKeysTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AccessKeys replica;
    private final JdbcClient jdbc;
    private final DataSource pool;
    private final Billing billing;
    private final Account account;

    AccessKeysTest(
            @Autowired Billing billing,
            @Autowired JdbcClient jdbc,
            @Autowired DataSource pool,
            @Autowired PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.pool = pool;
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
