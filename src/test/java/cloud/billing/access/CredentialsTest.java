package cloud.billing.access;

import cloud.billing.support.Account;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.TestClock;
import cloud.billing.support.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;

/** Which credentials are accepted (contract 1.1 and 3), and how others are refused (1.2). */
@BillingTest
class CredentialsTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final TestClock clock;
    private final TokenIssuer issuer;
    private final JdbcClient jdbc;
    private final Account account;
    private final String instance;

    CredentialsTest(
            @Autowired Billing billing,
            @Autowired TestClock clock,
            @Autowired TokenIssuer issuer,
            @Autowired JdbcClient jdbc) {
        this.clock = clock;
        this.issuer = issuer;
        this.jdbc = jdbc;
        this.account = billing.newAccount();
        this.instance = account.instance();
        account.downgrade(instance);
    }

    @AfterEach
    void theClockRuns() {
        clock.runAgain();
    }

    @Test
    void aSignatureOfAnotherPasswordIsRefused() {
        Http.send(unsigned().signed(account.accessKeyId(), "another", Instant.now()))
                .isRefused(401, "AUTHFAILURE_SIGNATURE_FAILURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-ZC-Timestamp=1", "Content-Type=application/json"})
    void aRequestThatWasChangedAfterItWasSignedIsRefused(String change) {
        long now = Instant.now().getEpochSecond();
        String[] header = change.replace("=1", "=" + (now + 1)).split("=");
        Http.send(account.cancelRequest(instance).header(header[0], header[1]))
                .isRefused(401, "AUTHFAILURE_SIGNATURE_FAILURE");
    }

    @Test
    void anUnknownKeyIsRefused() {
        Http.send(unsigned().signed("nobody", account.password(), Instant.now()))
                .isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @Test
    void aDisabledKeyIsRefused() {
        jdbc.sql("UPDATE access_key SET disabled_at = now() WHERE access_key_id = ?")
                .param(account.accessKeyId())
                .update();
        account.cancel(instance).isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic YTpi",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer a b",
                "ZC2-HMAC-SHA256 x",
                "x"
            })
    void aMalformedAuthorizationIsRefused(String authorization) {
        Http.send(unsigned().header("Authorization", authorization))
                .isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @Test
    void noAuthorizationIsRefused() {
        Http.send(unsigned()).isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void aTimestampIsGoodFor300Seconds(long seconds) {
        signedWhenTheClockIsAheadBy(Duration.ofSeconds(seconds)).isCancelled();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300_001, 300_001})
    void aTimestampIsNoGoodForAMillisecondMore(long millis) {
        signedWhenTheClockIsAheadBy(Duration.ofMillis(millis)).isRefused(401, "AUTHFAILURE_SIGNATURE_EXPIRED");
    }

    @Test
    void aTimestampOfAnotherAgeIsRefused() {
        Http.send(account.cancelRequest(instance).header("X-ZC-Timestamp", "9".repeat(400)))
                .isRefused(401, "AUTHFAILURE_SIGNATURE_EXPIRED");
    }

    @Test
    void aTokenOfTheAccountCancels() {
        withToken(issuer.user("user", account.id(), "openid vm:write", AN_HOUR)).isCancelled();
    }

    @Test
    void anExpiredTokenIsRefused() {
        withToken(issuer.user("user", account.id(), "vm:write", AN_HOUR.negated()))
                .isRefused(401, "AUTHFAILURE_SIGNATURE_EXPIRED");
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        withToken(new TokenIssuer().user("user", account.id(), "vm:write", AN_HOUR))
                .isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @Test
    void aTokenWithoutSubjectIsRefused() {
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .claim("account_id", account.id())
                .claim("scope", "vm:write")
                .expiresAt(Instant.now().plus(AN_HOUR))
                .build();
        withToken(issuer.sign(claims)).isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a\u0000"})
    void aTokenWhoseAccountCannotBeReadIsNoServices(String accountId) {
        withToken(issuer.user("user", accountId, "vm:write", AN_HOUR))
                .isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @Test
    void aSubjectThatCannotBeStoredIsRefused() {
        withToken(issuer.user("us\u0000er", account.id(), "vm:write", AN_HOUR))
                .isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
    }

    @Test
    void aTokenWithoutTheScopeIsRefused() {
        withToken(issuer.user("user", account.id(), "vm:read", AN_HOUR))
                .isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
    }

    @Test
    void aServicesTokenIsNoGoodForActions() {
        withToken(issuer.service("service", "vm:write billing:write", AN_HOUR))
                .isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
    }

    @Test
    void aTokenOfAnotherAccountSeesNoInstance() {
        withToken(issuer.user("user", "acct-another", "vm:write", AN_HOUR))
                .isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
    }

    private Answer signedWhenTheClockIsAheadBy(Duration ahead) {
        Instant signedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        clock.set(signedAt.plus(ahead));
        return Http.send(unsigned().signed(account.accessKeyId(), account.password(), signedAt));
    }

    private Answer withToken(String token) {
        return Http.send(unsigned().bearer(token));
    }

    private ActionRequest unsigned() {
        return account.unsigned("CancelInstanceDowngrade", Account.body(instance));
    }
}
