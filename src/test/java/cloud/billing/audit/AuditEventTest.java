package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.TokenIssuer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contract 4, and guarantee 2 of contract 1.4. */
@BillingTest
class AuditEventTest {

    private final Billing billing;
    private final TokenIssuer issuer;
    private final JdbcClient jdbc;
    private final Account account;
    private final String instance;
    private final String order;

    AuditEventTest(@Autowired Billing billing, @Autowired TokenIssuer issuer, @Autowired JdbcClient jdbc) {
        this.billing = billing;
        this.issuer = issuer;
        this.jdbc = jdbc;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
    }

    @Test
    void aCancelLeavesOneEventWithAllItsFacts() {
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Answer answer = Http.send(account.cancelRequest(instance)
                        .header("User-Agent", "test/1")
                        .header("traceparent", traceparent)
                        .header("X-Forwarded-For", "6.6.6.6"))
                .isCancelled();

        assertThat(billing.eventsOf(order)).hasSize(1);
        assertThat(event())
                .containsEntry("type", "billing.downgrade-order.cancelled.v1")
                .containsEntry("request_id", answer.requestId())
                .containsEntry("account_id", account.id())
                .containsEntry("instance_id", instance)
                .containsEntry("change", "SPECIFICATION")
                .containsEntry("from_value", "c.4c8g")
                .containsEntry("to_value", "c.2c4g")
                .containsEntry("effective_at", billing.order(order).get("effective_at"))
                .containsEntry("reason", null)
                .containsEntry("actor_type", "ACCESS_KEY")
                .containsEntry("actor_id", account.accessKeyId())
                .containsEntry("source_ip", "127.0.0.1")
                .containsEntry("user_agent", "test/1")
                .containsEntry("traceparent", traceparent);
    }

    @Test
    void itsIdIsAUuidOfVersion7AndOfItsTime() {
        account.cancel(instance).isCancelled();
        UUID id = (UUID) event().get("id");
        Instant time = ((Timestamp) event().get("time")).toInstant();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                .isBetween(time.minusMillis(100), time.plusMillis(100));
    }

    @Test
    void theActorOfATokenIsItsSubject() {
        String token = issuer.user("someone", account.id(), "vm:write", Duration.ofHours(1));
        Http.send(account.unsigned("CancelInstanceDowngrade", Account.body(instance))
                        .bearer(token))
                .isCancelled();
        assertThat(event()).containsEntry("actor_type", "USER").containsEntry("actor_id", "someone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
            })
    void aMalformedTraceAndAnEndlessUserAgentDoNoHarm(String trace) {
        Http.send(account.cancelRequest(instance).header("traceparent", trace).header("User-Agent", "u".repeat(4_000)))
                .isCancelled();
        assertThat(event()).containsEntry("user_agent", "u".repeat(512));
        assertThat((String) event().get("traceparent"))
                .as("the service's own")
                .isNotEqualTo(trace)
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    }

    @Test
    void noBytesOfAUserAgentKeepACancelFromItsEvent() throws IOException {
        String token = issuer.user("someone", account.id(), "vm:write", Duration.ofHours(1));
        String body = Account.body(instance);
        String request = """
                POST /api/v2/vm HTTP/1.1
                Host: localhost
                Connection: close
                Content-Type: application/json
                Content-Length: %d
                X-ZC-Action: CancelInstanceDowngrade
                X-ZC-Version: 2026-04-01
                Authorization: Bearer %s
                User-Agent: Café\t\u0085É

                %s""".formatted(body.length(), token, body).replace("\n", "\r\n");
        try (Socket socket = new Socket("localhost", billing.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat((String) event().get("user_agent")).startsWith("Caf");
    }

    @Test
    void aRefusalLeavesNone() {
        account.cancel(instance).isCancelled();
        account.cancelAnew(instance).isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_event SET actor_id = 'x'",
                "UPDATE audit_event SET actor_id = 'x' WHERE false",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event"
            })
    void theLogRefusesToBeChanged(String statement) {
        account.cancel(instance).isCancelled();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(statement).update())
                .havingRootCause()
                .withMessageContaining("the audit log is append-only");
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void whereTheEventCannotBeWrittenTheOrderStays() {
        jdbc.sql("ALTER TABLE audit_event ADD CONSTRAINT no_room CHECK (order_number <> '" + order + "') NOT VALID")
                .update();
        try {
            account.cancel(instance).isRefused(500, "INTERNAL_SERVER_ERROR");
            assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
        } finally {
            jdbc.sql("ALTER TABLE audit_event DROP CONSTRAINT no_room").update();
        }
        account.cancel(instance).isCancelled();
    }

    private Map<String, Object> event() {
        return billing.eventsOf(order).getFirst();
    }
}
