package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.InternalClient;
import cloud.billing.support.InternalClient.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract 2: the states of an order, and each step from each of them. */
@BillingTest
class OrderLifeTest {

    private static final Map<String, String> CONTENT = Map.of(
            "cancel", "{\"reason\":\"released\"}",
            "start", "{\"settlementId\":\"s1\"}",
            "start-by-another", "{\"settlementId\":\"s2\"}",
            "complete", "{\"settlementId\":\"s1\"}",
            "complete-by-another", "{\"settlementId\":\"s2\"}",
            "release", "{\"settlementId\":\"s1\",\"reason\":\"failed\"}",
            "release-by-another", "{\"settlementId\":\"s2\",\"reason\":\"failed\"}");

    private final Billing billing;
    private final InternalClient platform;
    private final Account account;
    private final String instance;
    private final String order = "order-" + UUID.randomUUID();
    private final String path;

    OrderLifeTest(@Autowired Billing billing) {
        this.billing = billing;
        this.platform = billing.internal();
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.path = "/accounts/" + account.id() + "/downgrade-orders/" + order;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            EARLY,      cancel,              200
            EARLY,      start,               409 ORDER_NOT_DUE
            EARLY,      complete,            409 ORDER_NOT_PROCESSING
            EARLY,      release,             409 ORDER_NOT_PROCESSING
            DUE,        cancel,              409 ORDER_IS_DUE
            DUE,        start,               200
            DUE,        complete,            409 ORDER_NOT_PROCESSING
            DUE,        release,             409 ORDER_NOT_PROCESSING
            PROCESSING, cancel,              409 ORDER_PROCESSING
            PROCESSING, start,               200
            PROCESSING, start-by-another,    409 ORDER_HELD_BY_ANOTHER_SETTLEMENT
            PROCESSING, complete,            200
            PROCESSING, complete-by-another, 409 ORDER_HELD_BY_ANOTHER_SETTLEMENT
            PROCESSING, release,             200
            PROCESSING, release-by-another,  409 ORDER_HELD_BY_ANOTHER_SETTLEMENT
            RELEASED,   cancel,              409 ORDER_IS_DUE
            RELEASED,   start,               200
            RELEASED,   start-by-another,    200
            RELEASED,   complete,            409 ORDER_NOT_PROCESSING
            RELEASED,   release,             200
            RELEASED,   release-by-another,  409 ORDER_NOT_PROCESSING
            APPLIED,    cancel,              409 ORDER_APPLIED
            APPLIED,    start,               409 ORDER_APPLIED
            APPLIED,    complete,            200
            APPLIED,    complete-by-another, 409 ORDER_APPLIED
            APPLIED,    release,             409 ORDER_APPLIED
            CANCELLED,  cancel,              200
            CANCELLED,  start,               409 ORDER_CANCELLED
            CANCELLED,  complete,            409 ORDER_CANCELLED
            CANCELLED,  release,             409 ORDER_CANCELLED
            NONE,       cancel,              404 ORDER_NOT_FOUND
            NONE,       start,               404 ORDER_NOT_FOUND
            NONE,       complete,            404 ORDER_NOT_FOUND
            NONE,       release,             404 ORDER_NOT_FOUND
            """)
    void eachStepFromEachState(String state, String step, String outcome) {
        bringTo(state);
        take(step).is(outcome);
    }

    @ParameterizedTest
    @CsvSource({"EARLY, cancel", "DUE, start", "PROCESSING, complete", "PROCESSING, release"})
    void aStepThatIsRepeatedGivesTheSameAndLeavesOneEvent(String state, String step) {
        bringTo(state);
        Reply first = take(step).is("200");
        int events = billing.eventsOf(order).size();
        assertThat(take(step).is("200").body()).isEqualTo(first.body());
        assertThat(billing.eventsOf(order)).hasSize(events);
    }

    @Test
    void aReleaseForAnotherReasonIsNoRepeat() {
        bringTo("RELEASED");
        platform.post(path + "/release", "{\"settlementId\":\"s1\",\"reason\":\"other\"}")
                .is("409 ORDER_NOT_PROCESSING");
    }

    @Test
    void aWholeLifeLeavesItsEventsInOrder() {
        bringTo("RELEASED");
        take("start-by-another").is("200");
        take("complete-by-another").is("200");
        assertThat(billing.eventsOf(order).stream().map(event -> event.get("type")))
                .containsExactly(
                        "billing.downgrade-order.scheduled.v1",
                        "billing.downgrade-order.processing.v1",
                        "billing.downgrade-order.released.v1",
                        "billing.downgrade-order.processing.v1",
                        "billing.downgrade-order.applied.v1");
        assertThat(billing.eventsOf(order))
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("actor_type", "SERVICE")
                        .containsEntry("actor_id", "settlement-service"));
        assertThat(billing.eventsOf(order).get(2)).containsEntry("reason", "failed");
    }

    @Test
    void anOrderIsReadWithAllItsFacts() {
        Instant effectiveAt = Instant.parse("2999-01-01T00:00:00Z");
        Reply scheduled = schedule(effectiveAt).is("201");
        assertThat(platform.get(path).is("200").body()).isEqualTo(scheduled.body());
        assertThat(scheduled.body()).isEqualTo("""
                        {"accountId":"%s","orderNumber":"%s","instanceId":"%s","change":"SPECIFICATION","from":"c.4c8g",\
                        "to":"c.2c4g","effectiveAt":"2999-01-01T00:00:00Z","status":"SCHEDULED","createdAt":"%s",\
                        "cancellableUntil":"2999-01-01T00:00:00Z","cancelledAt":null,"cancelledBy":null,"cancelReason":null,\
                        "settlementId":null,"processingSince":null,"appliedAt":null}""", account.id(), order, instance, scheduled.text("createdAt"));
    }

    @Test
    void aPlatformsCancelIsReadWithWhoAndWhy() {
        bringTo("CANCELLED");
        assertThat(platform.get(path).json().get("cancelledBy").toString())
                .isEqualTo("{\"type\":\"SERVICE\",\"id\":\"settlement-service\"}");
        assertThat(platform.get(path).text("cancelReason")).isEqualTo("released");
        assertThat(platform.get(path).json().get("cancellableUntil").isNull()).isTrue();
    }

    @Test
    void anAppliedOrderGivesTheInstanceItsNewValue() {
        bringTo("APPLIED");
        String read = "/accounts/" + account.id() + "/instances/" + instance;
        assertThat(platform.get(read).text("instanceType")).isEqualTo("c.2c4g");
        assertThat(platform.get(read).text("internetMaxBandwidthOut")).isEqualTo("100");
    }

    @ParameterizedTest
    @CsvSource({
        "BANDWIDTH, 100, 50, internetMaxBandwidthOut, 50",
        "TRAFFIC_PACKAGE, 2, 1.5, trafficPackageSize, 1.5",
        "TRAFFIC_PACKAGE, 12345678.5, 0.25, trafficPackageSize, 0.25",
        "TRAFFIC_PACKAGE, 0.0005, 0.25, trafficPackageSize, 0.25"
    })
    void soDoesEachKind(String change, String from, String to, String member, String value) {
        platform.put(path, content(change, from, to, inTenDays())).is("201");
        billing.makeDue(order);
        take("start").is("200");
        take("complete").is("200");
        String read = "/accounts/" + account.id() + "/instances/" + instance;
        assertThat(platform.get(read).text(member)).isEqualTo(value);
    }

    @Test
    void theSameScheduleIsGivenAgainAndAnotherIsRefused() {
        Instant effectiveAt = inTenDays();
        Reply first = schedule(effectiveAt).is("201");
        assertThat(schedule(effectiveAt).is("200").body()).isEqualTo(first.body());
        schedule(effectiveAt.plusSeconds(1)).is("409 ORDER_CONTENT_DIFFERS");
        String content = content("SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"", effectiveAt);
        platform.put(path, content).is("200");
        for (String other : List.of(
                content.replace("c.4c8g", "c.8c16g"),
                content.replace("c.2c4g", "c.1c2g"),
                content.replace(instance, account.instance()),
                content("BANDWIDTH", "100", "50", effectiveAt))) {
            platform.put(path, other).is("409 ORDER_CONTENT_DIFFERS");
        }
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void theSameScheduleIsGivenAgainHoweverTheOrderHasFared() {
        Instant effectiveAt = inTenDays();
        schedule(effectiveAt).is("201");
        take("cancel").is("200");
        assertThat(schedule(effectiveAt).is("200").text("status")).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "100.0", "1e2", "\"100\""})
    void aNumberIsTheSameHoweverItIsWritten(String from) {
        Instant effectiveAt = inTenDays();
        platform.put(path, content("BANDWIDTH", from, "1e1", effectiveAt)).is("201");
        platform.put(path, content("BANDWIDTH", "100", "10", effectiveAt)).is("200");
        platform.put(path + "2", content("BANDWIDTH", "10.5", "5", effectiveAt)).is("400 INVALID_CONTENT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1e-400",
                "1e-999999999",
                "1e999999999",
                "1e2147483647",
                "0.99999999999999999999",
                "7.0000000000000000001",
                "-0.5"
            })
    void aNumberIsNotRounded(String to) {
        platform.put(path, content("BANDWIDTH", "100", to, inTenDays())).is("400 INVALID_CONTENT");
        platform.put(path, content("TRAFFIC_PACKAGE", "100", to, inTenDays())).is("400 INVALID_CONTENT");
    }

    @Test
    void aSecondOrderOfAKindIsRefusedWhileOneIsOpen() {
        bringTo("PROCESSING");
        String other = "/accounts/" + account.id() + "/downgrade-orders/other";
        platform.put(other, content("SPECIFICATION", "\"a\"", "\"b\"", inTenDays()))
                .is("409 DOWNGRADE_ALREADY_SCHEDULED");
        platform.put(other, content("BANDWIDTH", "100", "50", inTenDays())).is("201");
        take("complete").is("200");
        platform.put(other + "2", content("SPECIFICATION", "\"a\"", "\"b\"", inTenDays()))
                .is("201");
    }

    @Test
    void whatCannotBeScheduledIsRefusedWithItsReason() {
        schedule(Instant.now().minusSeconds(1)).is("422 EFFECTIVE_AT_NOT_IN_FUTURE");
        String postpaid = account.instance("POSTPAID", "ByBandwidth");
        platform.put(
                        path,
                        content("SPECIFICATION", "\"a\"", "\"b\"", inTenDays()).replace(instance, postpaid))
                .is("409 INSTANCE_NOT_PREPAID");
        platform.put(
                        path,
                        content("SPECIFICATION", "\"a\"", "\"b\"", inTenDays()).replace(instance, "none"))
                .is("404 INSTANCE_NOT_FOUND");
        assertThat(billing.eventsOf(order)).isEmpty();
    }

    private void bringTo(String state) {
        if (state.equals("NONE")) {
            return;
        }
        schedule(inTenDays()).is("201");
        switch (state) {
            case "EARLY" -> {}
            case "CANCELLED" -> take("cancel").is("200");
            default -> bringToDue(state);
        }
    }

    private void bringToDue(String state) {
        billing.makeDue(order);
        if (!state.equals("DUE")) {
            take("start").is("200");
        }
        if (state.equals("RELEASED")) {
            take("release").is("200");
        }
        if (state.equals("APPLIED")) {
            take("complete").is("200");
        }
    }

    private Reply take(String step) {
        return platform.post(path + "/" + step.replace("-by-another", ""), CONTENT.get(step));
    }

    private Reply schedule(Instant effectiveAt) {
        return platform.put(path, content("SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"", effectiveAt));
    }

    private String content(String change, String from, String to, Instant effectiveAt) {
        return "{\"instanceId\":\"%s\",\"change\":\"%s\",\"from\":%s,\"to\":%s,\"effectiveAt\":\"%s\"}"
                .formatted(instance, change, from, to, effectiveAt);
    }

    private static Instant inTenDays() {
        return Instant.now().plus(Duration.ofDays(10));
    }
}
