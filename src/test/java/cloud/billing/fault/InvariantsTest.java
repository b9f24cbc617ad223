package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.fault.Errand.Kind;
import cloud.billing.fault.Found.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker of the fault tests fails when it should: each guarantee is violated once. */
class InvariantsTest {

    private final List<Errand> ledger = new ArrayList<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    @Test
    void aLedgerThatFitsIsFitting() {
        cancelled("1", "R1").errand(Kind.CANCEL, "1", answer(503, "R0"), answer(504, "R1"), lost(), answer(200, "R1"));
        applied("2").errand(Kind.CANCEL, "2", lost(), answer(403, "R4"));
        errand(Kind.START, "2", answer(409, "R5", "ORDER_NOT_DUE"), answer(200, null));
        errand(Kind.COMPLETE, "2", answer(504, "R6"), answer(200, null));
        scheduled("3").errand(Kind.READ, "3", answer(200, "R7"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void aLostCancelIsFound() {
        scheduled("1").errand(Kind.CANCEL, "1", answer(200, "R1"));
        assertThat(broken())
                .contains("the CANCEL of order 1 was done, and the order is SCHEDULED")
                .contains("the CANCEL of order 1 was told to be [R1], and the events are []");
    }

    @Test
    void aCancelWithoutAnEventIsFound() {
        statuses.put("1", "CANCELLED");
        event("1", "scheduled", "S");
        errand(Kind.CANCEL, "1", answer(200, "R1"));
        assertThat(broken()).contains("order 1 is CANCELLED, and its events are [scheduled]");
    }

    @Test
    void aDoubledCancelIsFound() {
        cancelled("1", "R1").errand(Kind.CANCEL, "1", answer(504, "R1"), answer(200, "R1"));
        event("1", "cancelled", "R2");
        assertThat(broken()).contains("order 1 is CANCELLED, and its events are [scheduled, cancelled, cancelled]");
    }

    @Test
    void anEventWithoutItsOrderIsFound() {
        event("9", "scheduled", "S");
        assertThat(broken()).containsExactly("order 9 is null, and its events are [scheduled]");
    }

    @Test
    void anEventOfAnotherRequestThanTheOneThatWasToldIsFound() {
        cancelled("1", "R2").errand(Kind.CANCEL, "1", answer(200, "R1"));
        assertThat(broken()).containsExactly("the CANCEL of order 1 was told to be [R1], and the events are [R2]");
    }

    @Test
    void aRetryWithAnotherAnswerIsFound() {
        cancelled("1", "R1").errand(Kind.CANCEL, "1", answer(200, "R1"), answer(200, "R2"));
        assertThat(broken()).hasSize(1).first().asString().contains("was told to be [", "the events are [R1]");
    }

    @Test
    void aRetryThatIsRefusedAfterItsCancelWasDoneIsFound() {
        cancelled("1", "R1").errand(Kind.CANCEL, "1", answer(504, "R1"), answer(403, "R2"));
        assertThat(broken()).containsExactly("the CANCEL of order 1 was refused, and the order is CANCELLED");
    }

    @Test
    void aRefusalOfWhatCouldBeCancelledIsFound() {
        scheduled("1").errand(Kind.CANCEL, "1", answer(403, "R1"));
        assertThat(broken()).containsExactly("the CANCEL of order 1 was refused, and the order is SCHEDULED");
    }

    @Test
    void anOrderThatIsBothCancelledAndAppliedIsFound() {
        cancelled("1", "R1").errand(Kind.CANCEL, "1", answer(200, "R1"));
        event("1", "processing", "S1");
        event("1", "applied", "S2");
        errand(Kind.COMPLETE, "1", answer(200, null));
        assertThat(broken())
                .contains("order 1 is CANCELLED, and its events are [scheduled, cancelled, processing, applied]")
                .contains("the COMPLETE of order 1 was done, and the order is CANCELLED");
    }

    @Test
    void aChangeBehindA503IsFoundBeforeTheRetry() {
        cancelled("1", "R2").errand(Kind.CANCEL, "1", answer(503, "R1"));
        scheduled("2").errand(Kind.CANCEL, "2", answer(503, "R3"));
        assertThat(Invariants.brokenPromises(ledger, found()))
                .containsExactly("order 1 is CANCELLED, and its clients were told that nothing was changed");
    }

    @Test
    void anEventOfARequestThatWasToldThatNothingWasChangedIsFound() {
        cancelled("1", "R1").errand(Kind.CANCEL, "1", answer(503, "R1"), answer(200, "R1"));
        assertThat(broken()).hasSize(1).first().asString().endsWith("was told that nothing was changed");
    }

    @Test
    void aClientThatNeverLearnsIsFound() {
        scheduled("1").errand(Kind.CANCEL, "1", answer(503, "R1"), answer(504, "R2"));
        assertThat(broken()).containsExactly("the CANCEL of order 1 was never answered for good");
    }

    @Test
    void anAnswerThatIsNotTheContractsIsFound() {
        cancelled("1", "R2").errand(Kind.CANCEL, "1", answer(500, "R1"), answer(200, "R2"));
        scheduled("2").errand(Kind.READ, "2", new Seen(0, 1, -1, "MISSHAPEN", null, "", "no code"));
        scheduled("3").errand(Kind.READ, "3", answer(403, "R3"));
        assertThat(broken())
                .hasSize(3)
                .allSatisfy(sentence -> assertThat(sentence).contains("was answered"));
    }

    @Test
    void aChangeThatNobodyAskedForIsFound() {
        cancelled("1", "R1");
        assertThat(broken()).containsExactly("order 1 is CANCELLED, and nobody asked for it");
    }

    @Test
    void aReaderThatLostAnEventOrSawOneTwiceIsFound() {
        scheduled("1");
        assertThat(Invariants.broken(ledger, found(), List.of()))
                .containsExactly("a reader that was there all the time has seen 0 events of 1");
        assertThat(Invariants.broken(ledger, found(), List.of(events.getFirst(), events.getFirst())))
                .containsExactly("a reader that was there all the time has seen 2 events of 1");
    }

    private List<String> broken() {
        return Invariants.broken(ledger, found(), events);
    }

    private Found found() {
        return new Found(statuses, events);
    }

    private InvariantsTest scheduled(String order) {
        statuses.put(order, "SCHEDULED");
        return event(order, "scheduled", "S" + order);
    }

    private InvariantsTest cancelled(String order, String requestId) {
        scheduled(order);
        statuses.put(order, "CANCELLED");
        return event(order, "cancelled", requestId);
    }

    private InvariantsTest applied(String order) {
        scheduled(order);
        statuses.put(order, "APPLIED");
        return event(order, "processing", "P" + order).event(order, "applied", "A" + order);
    }

    private InvariantsTest event(String order, String step, String requestId) {
        events.add(new Event("event " + events.size(), step, order, requestId));
        return this;
    }

    private void errand(Kind kind, String order, Seen... seen) {
        Deque<Seen> answers = new ArrayDeque<>(List.of(seen));
        Errand errand = new Errand(kind, order, answers::remove);
        List.of(seen).forEach(each -> errand.send());
        ledger.add(errand);
    }

    private static Seen lost() {
        return answer(0, null);
    }

    private static Seen answer(int status, String requestId) {
        return answer(status, requestId, status == 200 ? "OK" : "CODE");
    }

    private static Seen answer(int status, String requestId, String code) {
        return new Seen(0, 1, status, code, requestId, "a message", null);
    }
}
