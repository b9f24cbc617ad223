package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.FeedReader;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Every event is what docs/audit-event.schema.json says (contract 4). */
@BillingTest
class AuditEventSchemaTest {

    private final Billing billing;
    private final InternalClient platform;
    private final Account account;
    private final Schema schema;

    AuditEventSchemaTest(@Autowired Billing billing) throws IOException {
        this.billing = billing;
        this.platform = billing.internal();
        this.account = billing.newAccount();
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("docs", "audit-event.schema.json")));
    }

    @Test
    void anEventOfEachTypeFits() {
        liveALife();
        String keys = "/accounts/" + account.id() + "/access-keys";
        String key =
                platform.post(keys, "{\"scopes\":[\"vm:read\",\"vm:write\"]}").text("accessKeyId");
        platform.delete(keys + "/" + key).is("204");

        FeedReader feed = new FeedReader(platform, "accountId=" + account.id()).readAll();
        assertThat(feed.events())
                .allSatisfy(event -> assertThat(schema.validate(event.toString(), InputFormat.JSON))
                        .as(event.toPrettyString())
                        .isEmpty());
        assertThat(feed.texts("/data/sourceIp")).containsOnly("127.0.0.1");
        assertThat(feed.texts("/data/userAgent")).allMatch(agent -> agent.startsWith("Java-http-client/"));
        assertThat(Set.copyOf(feed.texts("/type")))
                .isEqualTo(Stream.concat(
                                Stream.of(OrderEvent.values()).map(OrderEvent::type),
                                Stream.of(KeyEvent.values()).map(KeyEvent::type))
                        .collect(Collectors.toSet()));
    }

    @Test
    void anEventIsWhatTheContractSays() {
        String instance = account.instance();
        String order = account.downgrade(instance);
        String requestId = Http.send(account.cancelRequest(instance).header("User-Agent", "test/1"))
                .isCancelled()
                .requestId();
        JsonNode event = new FeedReader(platform, "orderNumber=" + order)
                .readAll()
                .events()
                .getFirst();
        assertThat(event.toPrettyString()).isEqualToIgnoringWhitespace("""
                {
                  "specversion": "1.0",
                  "id": "%s",
                  "source": "/billing/downgrade-orders",
                  "type": "billing.downgrade-order.cancelled.v1",
                  "subject": "%s",
                  "time": "%s",
                  "datacontenttype": "application/json",
                  "traceparent": "%s",
                  "data": {
                    "requestId": "%s",
                    "accountId": "%s",
                    "instanceId": "%s",
                    "orderNumber": "%s",
                    "change": "SPECIFICATION",
                    "from": "c.4c8g",
                    "to": "c.2c4g",
                    "effectiveAt": "%s",
                    "reason": null,
                    "actor": { "type": "ACCESS_KEY", "id": "%s" },
                    "sourceIp": "127.0.0.1",
                    "userAgent": "test/1"
                  }
                }""".formatted(
                        event.get("id").stringValue(),
                        order,
                        event.get("time").stringValue(),
                        event.get("traceparent").stringValue(),
                        requestId,
                        account.id(),
                        instance,
                        order,
                        event.at("/data/effectiveAt").stringValue(),
                        account.accessKeyId()));
    }

    @ParameterizedTest
    @CsvSource({"BANDWIDTH,100,50", "TRAFFIC_PACKAGE,2.5,1"})
    void sizesAreNumbers(String change, String from, String to) {
        String order = "/accounts/%s/downgrade-orders/%s".formatted(account.id(), account.instance());
        platform.put(order, """
                        {"instanceId":"%s","change":"%s","from":%s,"to":%s,"effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(account.instance(), change, from, to)).is("201");
        JsonNode event = new FeedReader(platform, "accountId=" + account.id())
                .readAll()
                .events()
                .getFirst();
        assertThat(schema.validate(event.toString(), InputFormat.JSON)).isEmpty();
        assertThat(event.at("/data/from").toString()).isEqualTo(from);
    }

    @Test
    void theSchemaRefusesWhatIsNoEvent() {
        assertThat(schema.validate("{\"specversion\":\"1.0\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    /** Scheduled, taken, given back, taken again and applied; and another one cancelled. */
    private void liveALife() {
        String instance = account.instance();
        String order = account.downgrade(instance);
        billing.makeDue(order);
        String steps = "/accounts/" + account.id() + "/downgrade-orders/" + order + "/";
        for (String step : new String[] {"start", "release", "start", "complete"}) {
            platform.post(steps + step, "{\"settlementId\":\"s\",\"reason\":\"the worker died\"}")
                    .is("200");
        }
        platform.put("/accounts/" + account.id() + "/downgrade-orders/" + instance, """
                        {"instanceId":"%s","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(instance))
                .is("201");
        account.cancel(instance).isCancelled();
    }
}
