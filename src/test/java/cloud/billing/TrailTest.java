package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import cloud.billing.support.KafkaProcess;
import cloud.billing.support.KafkaReader;
import cloud.billing.support.RecordedSpans;
import cloud.billing.support.RelayedBillingTest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The request id that a client received leads to everything of its request (contract 1.2). */
@RelayedBillingTest
@ExtendWith(OutputCaptureExtension.class)
class TrailTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Billing billing;
    private final InternalClient platform;
    private final KafkaProcess kafka;
    private final RecordedSpans spans;

    TrailTest(@Autowired Billing billing, @Autowired KafkaProcess kafka, @Autowired RecordedSpans spans) {
        this.billing = billing;
        this.platform = billing.internal();
        this.kafka = kafka;
        this.spans = spans;
    }

    @Test
    void oneCancelIsFollowedThroughLogTraceOrderEventFeedAndKafka(CapturedOutput output) {
        Account account = billing.newAccount();
        String instance = account.instance();
        String order = account.downgrade(instance);
        String requestId = Http.send(
                        account.cancelRequest(instance).header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"))
                .isCancelled()
                .requestId();

        assertThat(output.getOut().lines().filter(line -> line.contains(requestId)))
                .singleElement()
                .asString()
                .contains("CancelInstanceDowngrade done");

        assertThat(billing.eventsOf(order))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("request_id", requestId));
        JsonNode read = new EventSearch(platform, "accountId=" + account.id()).ofRequest(requestId);
        assertThat(read.get("subject").stringValue()).isEqualTo(order);
        assertThat(read.get("traceparent").stringValue()).contains(TRACE);
        assertThat(platform.get("/accounts/" + account.id() + "/downgrade-orders/" + order)
                        .text("status"))
                .isEqualTo("CANCELLED");

        await().untilAsserted(() -> assertThat(spans.ofTrace(TRACE))
                .isNotEmpty()
                .extracting(TrailTest::requestId)
                .containsOnly(requestId));
        try (KafkaReader topic = new KafkaReader(kafka, "billing.audit.v1")) {
            await().untilAsserted(() -> assertThat(topic.read())
                    .filteredOn(each -> each.value().contains(requestId))
                    .singleElement()
                    .satisfies(each -> isTheEvent(each, instance, read)));
        }
    }

    private static void isTheEvent(ConsumerRecord<String, String> published, String instance, JsonNode read) {
        assertThat(published.key()).isEqualTo(instance);
        assertThat(JsonMapper.shared().readTree(published.value())).isEqualTo(read);
        assertThat(new String(published.headers().lastHeader("content-type").value()))
                .isEqualTo("application/cloudevents+json; charset=UTF-8");
    }

    private static String requestId(SpanData span) {
        return span.getAttributes().get(AttributeKey.stringKey("requestId"));
    }

    private record EventSearch(InternalClient platform, String query) {

        JsonNode ofRequest(String requestId) {
            List<JsonNode> found = platform.get("/audit-events?" + query)
                    .is("200")
                    .json()
                    .get("items")
                    .valueStream()
                    .filter(event -> event.at("/data/requestId").stringValue().equals(requestId))
                    .toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
