package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.billing.support.Account;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.TestClock;
import cloud.billing.support.TokenIssuer;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Guarantee 3 of contract 1.4: a retry is told the truth. */
@BillingTest
class RetryTest {

    private final Billing billing;
    private final TestClock clock;
    private final JdbcClient jdbc;
    private final Account account;
    private final String instance;
    private final String order;
    private final String token;

    RetryTest(
            @Autowired Billing billing,
            @Autowired TestClock clock,
            @Autowired JdbcClient jdbc,
            @Autowired TokenIssuer issuer) {
        this.billing = billing;
        this.clock = clock;
        this.jdbc = jdbc;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
        this.token = issuer.user("user", account.id(), "vm:write", Duration.ofHours(1));
    }

    @AfterEach
    void theClockRuns() {
        clock.runAgain();
    }

    @Test
    void theSameSignatureGetsTheFirstAnswer() {
        HttpRequest request = account.cancelRequest(instance).build();
        Answer first = Http.send(request).isCancelled();
        assertThat(Http.send(request).isCancelled().body()).isEqualTo(first.body());
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void aReplayedSignatureCannotCancelALaterOrder() {
        HttpRequest request = account.cancelRequest(instance).build();
        Answer first = Http.send(request).isCancelled();
        String later = account.downgrade(instance);
        assertThat(Http.send(request).requestId()).isEqualTo(first.requestId());
        assertThat(billing.statusOf(later)).isEqualTo("SCHEDULED");
    }

    @Test
    void aSignatureReplayedAnHourLaterIsRefused() {
        HttpRequest request = account.cancelRequest(instance).build();
        Http.send(request).isCancelled();
        String later = account.downgrade(instance);
        clock.set(Instant.now().plus(Duration.ofHours(1)));
        Http.send(request).isRefused(401, "AUTHFAILURE_SIGNATURE_EXPIRED");
        assertThat(billing.statusOf(later)).isEqualTo("SCHEDULED");
    }

    @Test
    void aReplayedSignatureIsKnownWithItsKeyStrippedOrChanged() {
        ActionRequest request = account.cancelRequest(instance).header("Idempotency-Key", "key");
        Answer first = Http.send(request).isCancelled();
        String later = account.downgrade(instance);
        assertThat(Http.send(request.header("Idempotency-Key", null)).requestId())
                .isEqualTo(first.requestId());
        assertThat(Http.send(request.header("Idempotency-Key", "other")).requestId())
                .isEqualTo(first.requestId());
        assertThat(Http.send(keyed("other").bearer(token)).requestId())
                .as("the other key is spent as well")
                .isEqualTo(first.requestId());
        assertThat(billing.statusOf(later)).isEqualTo("SCHEDULED");
    }

    @Test
    void aReplayedSignatureIsKnownAlsoWithTheKeyOfAnOlderSuccess() {
        String older = account.instance();
        account.downgrade(older);
        Http.send(account.keyedRequest(older, "key")).isCancelled();
        ActionRequest request = account.cancelRequest(instance);
        Answer first = Http.send(request).isCancelled();
        assertThat(Http.send(request.header("Idempotency-Key", "key")).requestId())
                .isEqualTo(first.requestId());
    }

    @Test
    void theSameKeyIsKnownWithAnotherSignature() {
        Answer first = Http.send(keyed("key").signed(account.accessKeyId(), account.password(), Instant.now()));
        String later = account.downgrade(instance);
        Answer retry = Http.send(keyed("key").signed(account.accessKeyId(), account.password(), in(1)));
        assertThat(retry.isCancelled().requestId()).isEqualTo(first.requestId());
        assertThat(billing.statusOf(later)).isEqualTo("SCHEDULED");
    }

    @Test
    void theSignatureOfARetryIsSpentAsWell() {
        Answer first = Http.send(keyed("key").signed(account.accessKeyId(), account.password(), Instant.now()));
        ActionRequest retry = keyed("key").signed(account.accessKeyId(), account.password(), in(1));
        Http.send(retry).isCancelled();
        String later = account.downgrade(instance);
        assertThat(Http.send(retry.header("Idempotency-Key", null)).requestId()).isEqualTo(first.requestId());
        assertThat(billing.statusOf(later)).isEqualTo("SCHEDULED");
    }

    @Test
    void theSameKeyIsKnownWithAToken() {
        Answer first = Http.send(keyed("key").bearer(token)).isCancelled();
        String later = account.downgrade(instance);
        assertThat(Http.send(keyed("key").bearer(token)).body()).isEqualTo(first.body());
        assertThat(billing.statusOf(later)).isEqualTo("SCHEDULED");
    }

    @Test
    void aTokenWithoutAKeyIsANewRequestEachTime() {
        Http.send(unsigned(Account.body(instance)).bearer(token)).isCancelled();
        Http.send(unsigned(Account.body(instance)).bearer(token))
                .isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        Http.send(keyed("key").bearer(token)).isCancelled();
        String other = account.instance();
        String otherOrder = account.downgrade(other);
        Http.send(unsigned(Account.body(other)).header("Idempotency-Key", "key").bearer(token))
                .isRefused(400, "INVALID_PARAMETER_VALUE");
        assertThat(billing.statusOf(otherOrder)).isEqualTo("SCHEDULED");
    }

    @Test
    void theSameKeyAndBodyWithAnotherActionIsRefused() {
        String both = account.instance("PREPAID", "ByBandwidth");
        account.downgrade(both);
        String bandwidth = account.bandwidthDowngrade(both);
        Http.send(withKey("CancelInstanceDowngrade", both)).isCancelled();
        Http.send(withKey("CancelInstanceBandwidthDowngrade", both)).isRefused(400, "INVALID_PARAMETER_VALUE");
        assertThat(billing.statusOf(bandwidth)).isEqualTo("SCHEDULED");
    }

    @Test
    void theSameKeyOfAnotherAccountIsAnotherKey() {
        Http.send(keyed("key").bearer(token)).isCancelled();
        Account other = billing.newAccount();
        String otherInstance = other.instance();
        other.downgrade(otherInstance);
        Http.send(other.cancelRequest(otherInstance).header("Idempotency-Key", "key"))
                .isCancelled();
    }

    @Test
    void aRefusalIsNotRememberedAndIsWorkedOutAnew() {
        String quiet = account.instance();
        ActionRequest request =
                unsigned(Account.body(quiet)).header("Idempotency-Key", "key").bearer(token);
        Http.send(request).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        account.downgrade(quiet);
        Http.send(request).isCancelled();
    }

    @Test
    void aKeyOf255CharactersIsTheLongest() {
        Http.send(keyed("k".repeat(255)).bearer(token)).isCancelled();
    }

    @Test
    void idempotencyRecordsAreDeletedAfterTwoDaysAndNotAfterOne() {
        remember("old", "49 hours");
        remember("young", "25 hours");
        new IdempotencyRecordCleanup(jdbc).deleteIfPossible();
        assertThat(remembered()).containsExactly("young");
    }

    @Test
    void recordsThatAnotherReplicaIsDeletingAreLeftToIt(@Autowired DataSource pool) throws Exception {
        remember("theirs", "49 hours");
        try (Connection replica = pool.getConnection()) {
            replica.setAutoCommit(false);
            replica.createStatement()
                    .execute("DELETE FROM remembered_success WHERE remembered_at < now() - interval '48 hours'");
            remember("ours", "49 hours");
            new IdempotencyRecordCleanup(jdbc).deleteIfPossible();
            assertThat(remembered()).containsExactly("theirs");
            replica.rollback();
        }
    }

    @Test
    void allExpiredRecordsAreDeletedHoweverMany() {
        jdbc.sql("""
                        INSERT INTO remembered_success (account_id, digest, fingerprint, request_id, remembered_at)
                        SELECT ?, sha256(i::text::bytea), sha256('x'), 'T', now() - interval '49 hours'
                          FROM generate_series(1, 5001) i""").param(account.id()).update();
        new IdempotencyRecordCleanup(jdbc).deleteIfPossible();
        assertThat(jdbc.sql("SELECT count(*) FROM remembered_success WHERE account_id = ?")
                        .param(account.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void withoutADatabaseTheyAreKeptAWhileLonger() {
        JdbcClient away = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/none"));
        assertThatCode(new IdempotencyRecordCleanup(away)::deleteIfPossible).doesNotThrowAnyException();
    }

    private void remember(String requestId, String age) {
        jdbc.sql("""
                        INSERT INTO remembered_success (account_id, digest, fingerprint, request_id, remembered_at)
                        VALUES (?, sha256(?::bytea), sha256('x'), ?, now() - ?::interval)""").params(account.id(), requestId, requestId, age).update();
    }

    private List<String> remembered() {
        return jdbc.sql("SELECT request_id FROM remembered_success WHERE account_id = ?")
                .param(account.id())
                .query(String.class)
                .list();
    }

    private ActionRequest keyed(String key) {
        return unsigned(Account.body(instance)).header("Idempotency-Key", key);
    }

    private ActionRequest withKey(String action, String instanceId) {
        return account.unsigned(action, Account.body(instanceId))
                .header("Idempotency-Key", "key")
                .bearer(token);
    }

    private ActionRequest unsigned(String body) {
        return account.unsigned("CancelInstanceDowngrade", body);
    }

    private static Instant in(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }
}
