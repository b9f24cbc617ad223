package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a production configuration, at a more verbose level, after requests with everything that must not be logged. */
@PackagedServiceTest
class LoggedSecretsIT {

    private static final String OF_THE_JVM = "\\[[0-9.]+s]\\[.*";

    private final JdbcConnectionDetails database;
    private final JdbcClient jdbc;
    private final Billing billing;
    private final List<String> secrets = new ArrayList<>(List.of(ServiceProcess.ENCRYPTION_KEY));
    private final List<Answer> answers = new ArrayList<>();
    private String accountId;
    private String accessKeyId;

    LoggedSecretsIT(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment) {
        this.database = database;
        this.jdbc = jdbc;
        this.billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
    }

    @Test
    void eachLineIsJsonWithItsRequestIdAndWithoutASecret() throws Exception {
        Map<String, String> moreLog = Map.of("LOGGING_LEVEL_CLOUD_BILLING", "TRACE", "LOGGING_LEVEL_ROOT", "INFO");
        try (ServiceProcess service = ServiceProcess.ready(database, ServiceProcess.freePort(), moreLog)) {
            useTheActions(billing.newAccount(service.port()));
            useTheInternalApi(service);
            List<JsonNode> lines = service.output()
                    .lines()
                    .filter(line -> !line.matches(OF_THE_JVM))
                    .map(JsonMapper.shared()::readTree)
                    .toList();

            assertThat(service.output()).doesNotContain(secrets);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(lines)
                            .as("%s", answer)
                            .anySatisfy(
                                    line -> assertThat(line.path("requestId").asString())
                                            .isEqualTo(answer.requestId())));
            assertThat(lines)
                    .as("whose signature was wrong")
                    .anySatisfy(line ->
                            assertThat(line.path("claimedAccessKey").asString()).isEqualTo(accessKeyId));
            assertThat(lines).as("who was refused").anySatisfy(line -> {
                assertThat(line.path("message").asString()).startsWith("refused: There is no instance none");
                assertThat(line.path("accountId").asString()).isEqualTo(accountId);
                assertThat(line.path("actor").asString()).isEqualTo(accessKeyId);
                assertThat(line.path("action").asString()).isEqualTo("CancelInstanceDowngrade");
            });
            assertThat(lines)
                    .as("what was repeated")
                    .anySatisfy(line -> assertThat(line.path("firstRequestId").asString())
                            .isEqualTo(answers.getFirst().requestId()));
            assertThat(lines.stream()
                            .filter(line -> line.get("logger_name").asString().endsWith("RequestLog")))
                    .allSatisfy(line ->
                            assertThat(line.path("requestId").asString()).startsWith("T"));
        }
    }

    private void useTheActions(Account account) {
        accountId = account.id();
        accessKeyId = account.accessKeyId();
        secrets.add(account.password());
        String instance = account.instance();
        String order = account.downgrade(instance);
        HttpRequest cancel = account.keyedRequest(instance, "key");
        send(cancel);
        send(cancel);
        send(account.signed("CancelInstanceDowngrade", "{\"instanceId\":\"none\"}")
                .build());
        send(account.withWrongPassword("CancelInstanceDowngrade", instance).build());
        String token = billing.userToken(account.id());
        send(account.unsigned("CancelInstanceDowngrade", Account.body(instance))
                .bearer(token)
                .build());
        send(account.unsigned("CancelInstanceDowngrade", Account.body(instance))
                .bearer(token + "x")
                .build());
        failWith500(account, order);
    }

    /** Internal failures log a stack trace. */
    private void failWith500(Account account, String order) {
        jdbc.sql("ALTER TABLE audit_event ADD CONSTRAINT no_room CHECK (order_number = '" + order + "') NOT VALID")
                .update();
        String instance = account.instance();
        account.downgrade(instance);
        send(account.anewRequest(instance));
        assertThat(answers.getLast().status()).isEqualTo(500);
        jdbc.sql("ALTER TABLE audit_event DROP CONSTRAINT no_room").update();
    }

    private void useTheInternalApi(ServiceProcess service) {
        InternalClient platform = billing.internal(service.port(), "access-keys:write");
        secrets.add(platform.post("/accounts/a/access-keys", "{\"scopes\":[\"vm:read\"]}")
                .is("201")
                .text("accessKeyPassword"));
        platform.get("/audit-events").is("403 SCOPE_MISSING");
        secrets.add(platform.token());
    }

    private void send(HttpRequest request) {
        String authorization = request.headers().firstValue("Authorization").orElseThrow();
        secrets.add(authorization.replaceAll(".*(Signature=|Bearer )", ""));
        answers.add(Http.send(request));
    }
}
