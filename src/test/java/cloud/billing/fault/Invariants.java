package cloud.billing.fault;

import cloud.billing.fault.Errand.Kind;
import cloud.billing.fault.Found.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the guarantees of a cancel (contract 1.4) against what clients saw and what the public interfaces return; it knows nothing else.
 * Reports violations as sentences.
 */
final class Invariants {

    private static final Map<String, List<String>> LIVES = Map.of(
            "SCHEDULED", List.of("scheduled"),
            "CANCELLED", List.of("scheduled", "cancelled"),
            "PROCESSING", List.of("scheduled", "processing"),
            "APPLIED", List.of("scheduled", "processing", "applied"));

    private final List<Errand> ledger;
    private final Found found;
    private final Map<String, List<Event>> lives;
    private final List<String> broken = new ArrayList<>();

    private Invariants(List<Errand> ledger, Found found) {
        this.ledger = ledger;
        this.found = found;
        this.lives = found.lives();
    }

    /** The violations once every client knows its outcome; {@code followed} is what a reader read that followed the feed all the time. */
    static List<String> broken(List<Errand> ledger, Found found, List<Event> followed) {
        Invariants invariants = new Invariants(ledger, found);
        ledger.forEach(invariants::answersAreTheContracts);
        ledger.forEach(invariants::everybodyKnows);
        ledger.forEach(invariants::whatWasToldIsThere);
        invariants.whatIsThereWasTold();
        invariants.livesAreLegal();
        invariants.noEventIsOfARefusal();
        invariants.theFeedGoesOn(followed);
        return invariants.broken;
    }

    /** The violations before anybody who was answered 503 has retried: nothing was changed for them. */
    static List<String> brokenPromises(List<Errand> ledger, Found found) {
        Invariants invariants = new Invariants(ledger, found);
        Set<String> touched = ledger.stream()
                .filter(errand -> errand.kind() != Kind.READ && !errand.wasOnlyTurnedAway())
                .map(Errand::order)
                .collect(Collectors.toSet());
        ledger.stream()
                .map(Errand::order)
                .distinct()
                .filter(order -> !touched.contains(order))
                .forEach(invariants::isUntouched);
        invariants.noEventIsOfARefusal();
        return invariants.broken;
    }

    private void answersAreTheContracts(Errand errand) {
        errand.seen().stream()
                .filter(seen -> !errand.mayBeAnswered(seen))
                .forEach(seen -> says(errand, "was answered %s", seen));
    }

    private void everybodyKnows(Errand errand) {
        if (errand.isOpen()) {
            says(errand, "was never answered for good");
        }
    }

    private void whatWasToldIsThere(Errand errand) {
        String status = found.statuses().get(errand.order());
        switch (errand.kind()) {
            case READ -> {}
            case START -> expect(errand, errand.isDone(), "APPLIED", status);
            case COMPLETE -> expect(errand, errand.isDone(), "APPLIED", status);
            case CANCEL -> {
                expect(errand, errand.isDone(), "CANCELLED", status);
                if (!errand.isOpen() && !errand.isDone()) {
                    expect(errand, false, "SCHEDULED", status);
                }
                eachTellingIsTheEvents(errand);
            }
        }
    }

    private void expect(Errand errand, boolean isDone, String expected, String status) {
        if (isDone != expected.equals(status)) {
            says(errand, "was %s, and the order is %s", isDone ? "done" : "refused", status);
        }
    }

    private void eachTellingIsTheEvents(Errand cancel) {
        Set<String> told = cancel.seen().stream()
                .filter(seen -> seen.status() == 200)
                .map(Seen::requestId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<String> audited = lives.getOrDefault(cancel.order(), List.of()).stream()
                .filter(event -> event.step().equals("cancelled"))
                .map(Event::requestId)
                .toList();
        if (cancel.isDone() && (told.size() != 1 || !audited.equals(List.copyOf(told)))) {
            says(cancel, "was told to be %s, and the events are %s", told, audited);
        }
    }

    private void whatIsThereWasTold() {
        Set<String> asked = ledger.stream().map(Errand::order).collect(Collectors.toSet());
        found.statuses().forEach((order, status) -> {
            if (!status.equals("SCHEDULED") && !asked.contains(order)) {
                broken.add("order %s is %s, and nobody asked for it".formatted(order, status));
            }
        });
    }

    private void livesAreLegal() {
        Set<String> orders = new HashSet<>(lives.keySet());
        orders.addAll(found.statuses().keySet());
        for (String order : orders) {
            String status = found.statuses().get(order);
            List<String> steps = stepsOf(order);
            if (status == null || !steps.equals(LIVES.get(status))) {
                broken.add("order %s is %s, and its events are %s".formatted(order, status, steps));
            }
        }
    }

    private void noEventIsOfARefusal() {
        Set<String> refusals = ledger.stream()
                .flatMap(errand -> errand.seen().stream())
                .filter(Seen::promisesNoChange)
                .map(Seen::requestId)
                .collect(Collectors.toSet());
        found.events().stream()
                .filter(event -> refusals.contains(event.requestId()))
                .forEach(event -> broken.add(event + " is of a request that was told that nothing was changed"));
    }

    private void theFeedGoesOn(List<Event> followed) {
        if (!sorted(followed).equals(sorted(found.events()))) {
            broken.add("a reader that was there all the time has seen %d events of %d"
                    .formatted(followed.size(), found.events().size()));
        }
    }

    private void isUntouched(String order) {
        String status = found.statuses().get(order);
        if (!"SCHEDULED".equals(status) || !stepsOf(order).equals(LIVES.get(status))) {
            broken.add("order %s is %s, and its clients were told that nothing was changed".formatted(order, status));
        }
    }

    private List<String> stepsOf(String order) {
        return lives.getOrDefault(order, List.of()).stream().map(Event::step).toList();
    }

    private static List<String> sorted(List<Event> events) {
        return events.stream().map(Event::id).sorted().toList();
    }

    private void says(Errand errand, String format, Object... arguments) {
        broken.add("the %s of order %s ".formatted(errand.kind(), errand.order()) + format.formatted(arguments));
    }
}
