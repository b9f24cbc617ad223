package cloud.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.audit.KeyEvent;
import cloud.billing.audit.OrderEvent;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.FeedReader;
import cloud.billing.support.InternalClient;
import cloud.billing.support.InternalClient.Reply;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the internal API takes and answers is what its document says of it, for a validator of JSON Schema 2020-12. */
@BillingTest
class OpenApiAnswersTest {

    private static final String ID = "urn:cloud.billing:internal-api";
    private static final String INSTANCE = """
            {"instanceName":"n","zoneId":"z","instanceType":"c.4c8g","instanceChargeType":"PREPAID",
             "instanceStatus":"s","internetChargeType":"ByBandwidth","createTime":"2026-01-01T00:00:00Z"%s}""";
    private static final String ORDER = """
            {"instanceId":"%s","change":"%s","from":%s,"to":%s,"effectiveAt":"2999-01-01T00:00:00Z"}""";
    private static final String STEP = "{\"settlementId\":\"s\",\"reason\":\"the worker died\"}";

    private final JsonNode document;
    private final JsonNode events;
    private final SchemaRegistry schemas;
    private final Billing billing;
    private final InternalClient platform;
    private final Account owner;
    private final String instanceId = "vm-" + UUID.randomUUID();
    private final String account;
    private final String instance;
    private final String keys;
    private final Set<String> given = new TreeSet<>();

    OpenApiAnswersTest(@Autowired Billing billing) throws IOException {
        String text = Files.readString(Path.of("src", "main", "resources", "openapi.json"));
        this.document = JsonMapper.shared().readTree(text);
        this.events = JsonMapper.shared().readTree(Path.of("docs", "audit-event.schema.json"));
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry -> registry.schemas(Map.of(ID, text))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        this.billing = billing;
        this.platform = billing.internal();
        this.owner = billing.newAccount();
        this.account = "/accounts/" + owner.id();
        this.instance = account + "/instances/" + instanceId;
        this.keys = account + "/access-keys";
    }

    @Test
    void eachAnswerFitsAndEachThatIsNamedIsGiven() {
        tellOfAnInstance();
        liveEachLife();
        makeAndDisableAKey();
        readTheLists();
        beRefused();
        assertThat(given).isEqualTo(named());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /access-keys                    | 201 | {"scopes":["vm:read","vm:read"]}
            POST | /access-keys                    | 201 | {"scopes":["vm:write"],"description":null}
            POST | /access-keys                    | 400 | {"scopes":["vm:reader"]}
            POST | /access-keys                    | 400 | {"scopes":["vm:read"],"description":5}
            POST | /access-keys                    | 400 | {"scopes":["vm:read"],"description":"a\\u0007"}
            POST | /downgrade-orders/none/cancel   | 404 | {"reason":"released","unknown":1}
            POST | /downgrade-orders/none/cancel   | 400 | {"reason":"a\\u0007"}
            POST | /downgrade-orders/none/cancel   | 400 | {"reason":""}
            POST | /downgrade-orders/none/cancel   | 400 | {"reason":null}
            POST | /downgrade-orders/none/complete | 400 | {"settlementId":"a b"}
            POST | /downgrade-orders/none/release  | 400 | {"settlementId":"a"}
            """)
    void contentIsTakenWhereTheDocumentAllowsIt(String method, String path, int status, String content) {
        assertThat(send(method, account + path, content).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "CloudEvent, /$defs/orderEvent",
        "CloudEvent, /$defs/accessKeyEvent",
        "OrderEventData, /$defs/orderEvent/properties/data",
        "AccessKeyEventData, /$defs/accessKeyEvent/properties/data",
        "Actor, /$defs/actor"
    })
    void anEventHasTheMembersOfItsOwnSchema(String name, String definition) {
        JsonNode here = document.at("/components/schemas/" + name);
        JsonNode there = events.at(definition);
        assertThat(here.get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(there.get("properties").propertyNames());
        assertThat(here.get("required")).containsExactlyInAnyOrderElementsOf(there.get("required"));
    }

    private void tellOfAnInstance() {
        send("PUT", instance, INSTANCE.formatted(",\"internetMaxBandwidthOut\":null"))
                .is("201");
        get(instance).is("200");
        send(
                        "PUT",
                        instance,
                        INSTANCE.formatted(",\"trafficPackageSize\":2.5,\"expiredTime\":\"2999-01-01T00:00:00Z\""))
                .is("200");
        get(instance).is("200");
    }

    /** The platform cancels an order and the customer another, one is applied after a release, and one stays. */
    private void liveEachLife() {
        take(schedule("SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\""), "cancel");
        String cancelled = schedule("SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"");
        owner.cancel(instanceId).isCancelled();
        get(order(cancelled)).is("200");
        String applied = schedule("TRAFFIC_PACKAGE", "2.5", "1");
        billing.makeDue(applied);
        get(order(applied)).is("200");
        for (String step : List.of("start", "release", "start", "complete")) {
            take(applied, step);
        }
        schedule("BANDWIDTH", "100", "50");
    }

    private String schedule(String change, String from, String to) {
        String number = "order-" + UUID.randomUUID();
        String content = ORDER.formatted(instanceId, change, from, to);
        send("PUT", order(number), content).is("201");
        send("PUT", order(number), content).is("200");
        get(order(number)).is("200");
        return number;
    }

    private void take(String number, String step) {
        send("POST", order(number) + "/" + step, STEP).is("200");
        get(order(number)).is("200");
    }

    private void makeAndDisableAKey() {
        String key = send("POST", keys, "{\"scopes\":[\"vm:read\",\"vm:write\"]}")
                .is("201")
                .text("accessKeyId");
        get(keys).is("200");
        send("DELETE", keys + "/" + key, null).is("204");
        get(keys).is("200");
    }

    private void readTheLists() {
        for (String list : List.of("/downgrade-orders", "/audit-events")) {
            String all = list + "?accountId=" + owner.id();
            get(all).is("200");
            get(all + "&cursor=" + get(all + "&limit=1").text("nextCursor")).is("200");
            get(all + "&limit=0").is("400 INVALID_CONTENT");
        }
        assertThat(new FeedReader(platform, "accountId=" + owner.id()).readAll().texts("/type"))
                .contains(Stream.of(OrderEvent.values()).map(OrderEvent::type).toArray(String[]::new))
                .contains(Stream.of(KeyEvent.values()).map(KeyEvent::type).toArray(String[]::new));
    }

    private void beRefused() {
        send("PUT", instance, "{}").is("400 INVALID_CONTENT");
        get(account + "/instances/none").is("404 INSTANCE_NOT_FOUND");
        send("PUT", order("none"), "{}").is("400 INVALID_CONTENT");
        get(order("none")).is("404 ORDER_NOT_FOUND");
        for (String step : List.of("cancel", "start", "complete", "release")) {
            send("POST", order("none") + "/" + step, STEP).is("404 ORDER_NOT_FOUND");
        }
        send("POST", keys, "{}").is("400 INVALID_CONTENT");
        get("/accounts/-/access-keys").is("400 INVALID_CONTENT");
        send("DELETE", keys + "/none", null).is("404 ACCESS_KEY_NOT_FOUND");
    }

    private String order(String number) {
        return account + "/downgrade-orders/" + number;
    }

    private Reply get(String path) {
        return send("GET", path, null);
    }

    /** Sends a request and validates both against the document: the answer, and the content, which it allows if the service does. */
    private Reply send(String method, String path, String content) {
        Reply reply = platform.send(method, path, content);
        String template = template(path);
        JsonNode call = document.get("paths").get(template).get(method.toLowerCase(Locale.ROOT));
        String status = reply.status() < 400 ? "" + reply.status() : "default";
        given.add(method + " " + template + " " + status);
        if (content != null) {
            assertThat(errors(call.get("requestBody"), "application/json", content)
                            .isEmpty())
                    .as("%s %s %s", method, template, content)
                    .isEqualTo(reply.status() != 400);
        }
        assertThat(errors(call.get("responses").path(status), reply.type(), reply.body()))
                .as("%s %s %s: %s", method, template, reply.outcome(), reply.body())
                .isEmpty();
        return reply;
    }

    private String template(String path) {
        String asked = InternalApi.ROOT + path.replaceFirst("[?].*", "");
        return document.get("paths").propertyNames().stream()
                .filter(template -> asked.matches(template.replaceAll("[{]\\w+[}]", "[^/]+")))
                .findAny()
                .orElseThrow();
    }

    /** What the document does not allow in a body of this type; if it declares none, there must be none. */
    private List<Error> errors(JsonNode declared, String type, String body) {
        assertThat(declared.path("content").propertyNames())
                .as(declared.toString())
                .isEqualTo(body.isEmpty() ? Set.of() : Set.of(type));
        return body.isEmpty()
                ? List.of()
                : schemas.getSchema(location(declared, type)).validate(body, InputFormat.JSON);
    }

    private static SchemaLocation location(JsonNode declared, String type) {
        return SchemaLocation.of(
                ID + declared.get("content").get(type).at("/schema/$ref").stringValue());
    }

    private Set<String> named() {
        Set<String> named = new TreeSet<>();
        document.get("paths")
                .forEachEntry((template, calls) -> calls.forEachEntry((method, call) -> call.get("responses")
                        .propertyNames()
                        .forEach(
                                status -> named.add(method.toUpperCase(Locale.ROOT) + " " + template + " " + status))));
        return named;
    }
}
