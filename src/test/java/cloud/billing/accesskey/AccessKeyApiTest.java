package cloud.billing.accesskey;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.FeedReader;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Contract 2: access keys are made, listed and disabled. */
@BillingTest
class AccessKeyApiTest {

    private final JdbcClient jdbc;
    private final InternalClient platform;
    private final Account account;
    private final String keys;

    AccessKeyApiTest(@Autowired Billing billing, @Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.platform = billing.internal();
        this.account = billing.newAccount();
        this.keys = "/accounts/" + account.id() + "/access-keys";
    }

    @Test
    void aNewKeySignsWithItsPasswordOf256Bits() {
        JsonNode key = create("vm:write");
        assertThat(Base64.getUrlDecoder().decode(key.get("accessKeyPassword").stringValue()))
                .hasSize(32);
        String instance = account.instance();
        account.downgrade(instance);
        cancelWith(key, instance).isCancelled();
    }

    @Test
    void aKeyDoesNoMoreThanItsScopes() {
        cancelWith(create("vm:read"), account.instance()).isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
    }

    @Test
    void keysAreListedWithoutTheirPasswords() {
        JsonNode key = create("vm:read");
        String list = platform.get(keys).is("200").body();
        assertThat(list)
                .contains(id(key), account.accessKeyId(), "\"description\":\"test\"")
                .doesNotContain("assword", key.get("accessKeyPassword").stringValue());
    }

    @Test
    void keysAreListedOldestFirst() {
        List<String> made =
                Stream.generate(() -> id(create("vm:read"))).limit(5).toList();
        assertThat(platform.get(keys).json().get("items").valueStream().map(AccessKeyApiTest::id))
                .containsSubsequence(made);
    }

    @Test
    void itsEventsAreWhatTheContractSays() {
        JsonNode key = create("vm:read");
        platform.delete(keys + "/" + id(key)).is("204");
        List<JsonNode> events =
                new FeedReader(platform, "accountId=" + account.id()).readAll().events();
        assertThat(events)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.get("data").toString()).isEqualToIgnoringWhitespace("""
                        {
                          "requestId": "%s",
                          "accountId": "%s",
                          "accessKeyId": "%s",
                          "scopes": ["vm:read"],
                          "actor": { "type": "SERVICE", "id": "settlement-service" },
                          "sourceIp": "127.0.0.1",
                          "userAgent": "Java-http-client/%s"
                        }""".formatted(
                                event.at("/data/requestId").asString(),
                                account.id(),
                                id(key),
                                System.getProperty("java.version"))));
    }

    @Test
    void thePasswordIsNowhereInTheDatabase() {
        JsonNode key = create("vm:read");
        assertThat(jdbc.sql("SELECT position(?::bytea IN encrypted_password) FROM access_key WHERE access_key_id = ?")
                        .params(key.get("accessKeyPassword").stringValue(), id(key))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aDisabledKeyIsRefusedAndDisablingAgainIsNothingNew() {
        JsonNode key = create("vm:write");
        platform.delete(keys + "/" + id(key)).is("204");
        platform.delete(keys + "/" + id(key)).is("204");
        cancelWith(key, "vm").isRefused(401, "AUTHFAILURE_INVALID_AUTHORIZATION");
        assertThat(eventsOf(key)).containsExactly("billing.access-key.created.v1", "billing.access-key.disabled.v1");
    }

    @Test
    void aKeyThatIsNotThereOrNotTheAccountsIsNotFound() {
        platform.delete(keys + "/none").is("404 ACCESS_KEY_NOT_FOUND");
        platform.delete("/accounts/another/access-keys/" + account.accessKeyId())
                .is("404 ACCESS_KEY_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"scopes\":[]}",
                "{\"scopes\":[\"billing:write\"]}",
                "{\"scopes\":[null]}",
                "{\"scopes\":\"vm:read\"}"
            })
    void aKeyWithoutProperScopesIsRefused(String content) {
        platform.post(keys, content).is("400 INVALID_CONTENT");
        assertThat(platform.get(keys).json().get("items").size()).isEqualTo(1);
    }

    private JsonNode create(String scope) {
        return platform.post(keys, "{\"scopes\":[\"%s\"],\"description\":\"test\"}".formatted(scope))
                .is("201")
                .json();
    }

    private Answer cancelWith(JsonNode key, String instance) {
        return Http.send(account.unsigned("CancelInstanceDowngrade", Account.body(instance))
                .signed(id(key), key.get("accessKeyPassword").stringValue(), Instant.now()));
    }

    private List<String> eventsOf(JsonNode key) {
        return jdbc.sql("SELECT type FROM audit_event WHERE access_key_id = ? ORDER BY position")
                .param(id(key))
                .query(String.class)
                .list();
    }

    private static String id(JsonNode key) {
        return key.get("accessKeyId").stringValue();
    }
}
