package cloud.billing.downgrade;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.downgrade.OrderModel.Kind;
import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An account of its own, whose orders take random steps, each compared with the model. */
final class RandomLife {

    private static final Logger LOG = LoggerFactory.getLogger(RandomLife.class);
    private static final String NONE = "none";

    /** What was done, what came of it, and what the model says. */
    private record Step(String what, String outcome, String expected) {}

    private final Billing billing;
    private final long seed;
    private final Random random;
    private final InternalClient platform;
    private final Account account;
    private final List<String> instances;
    private final OrderModel model = new OrderModel();
    private final Map<String, HttpRequest> lastCancel = new HashMap<>();
    private final Map<String, String> lastRequestId = new HashMap<>();
    private int made;

    /** The same seed, the same steps. */
    RandomLife(Billing billing, long seed) {
        this.billing = billing;
        this.seed = seed;
        this.random = new Random(seed);
        this.platform = billing.internal();
        this.account = billing.newAccount();
        this.instances = List.of(
                account.instance("PREPAID", "ByBandwidth"),
                account.instance("PREPAID", "ByTrafficPackage"),
                account.instance("POSTPAID", "ByBandwidth"));
        instances.forEach(instance -> model.instance(instance, instances.indexOf(instance)));
    }

    /** Takes this many steps, compares the result with the model, and returns the number of orders. */
    int live(int steps) {
        for (int step = 0; step < steps; step++) {
            int number = step;
            Step done = step();
            assertThat(done.outcome())
                    .as(() -> "seed " + seed + ", step " + number + ": " + done.what())
                    .isEqualTo(done.expected());
        }
        LOG.info("{} orders lived, {} steps, seed {}", model.orders().size(), steps, seed);
        model.orders().forEach((order, expected) -> {
            assertThat(billing.statusOf(order))
                    .as(order)
                    .isEqualTo(expected.status().name());
            assertThat(history(billing, order)).as(order).isEqualTo(String.join(" ", expected.events()));
        });
        return model.orders().size();
    }

    private Step step() {
        String instance = pick(instances);
        Kind kind = pick(List.of(Kind.values()));
        String order = some();
        String settlement = "s" + random.nextInt(2);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> schedule("order-" + account.id() + "-" + made++, instance, kind);
            case 3 -> schedule(order.equals(NONE) ? "order-" + account.id() + "-" + made++ : order, instance, kind);
            case 4, 5 -> cancel(instance, kind);
            case 6 -> retry(instance, kind);
            case 7 -> platformCancel(order);
            case 8 -> {
                boolean isDue = model.makeDue(order);
                if (isDue) {
                    billing.makeDue(order);
                }
                yield new Step("clock " + order, "", "");
            }
            case 9, 10 -> settle(order, settlement, random.nextBoolean() ? "start" : "complete");
            default -> settle(order, settlement, "release");
        };
    }

    private Step schedule(String order, String instance, Kind kind) {
        String outcome =
                platform.put(path(order), OrderModel.content(instance, kind)).outcome();
        return new Step("schedule " + order, outcome, model.schedule(order, instance, kind));
    }

    private Step cancel(String instance, Kind kind) {
        HttpRequest request = account.anewRequest(kind.action(), instance);
        Answer answer = Http.send(request);
        if (answer.status() == 200) {
            lastCancel.put(instance + kind, request);
            lastRequestId.put(instance + kind, answer.requestId());
        }
        return new Step(
                "cancel " + instance + kind, answer.status() + " " + answer.code(), model.cancel(instance, kind));
    }

    /** The last success, sent again, changes nothing and gets the same answer. */
    private Step retry(String instance, Kind kind) {
        HttpRequest request = lastCancel.get(instance + kind);
        if (request == null) {
            return new Step("nothing to retry", "", "");
        }
        return new Step("retry", Http.send(request).requestId(), lastRequestId.get(instance + kind));
    }

    private Step platformCancel(String order) {
        String outcome = platform.post(path(order) + "/cancel", "{\"reason\":\"released\"}")
                .outcome();
        return new Step("platform cancel " + order, outcome, model.platformCancel(order));
    }

    private Step settle(String order, String settlement, String step) {
        String outcome = platform.post(
                        path(order) + "/" + step,
                        "{\"settlementId\":\"%s\",\"reason\":\"failed\"}".formatted(settlement))
                .outcome();
        return new Step(step + " " + order, outcome, model.settle(order, settlement, step));
    }

    /** What the audit log has of an order. */
    static String history(Billing billing, String order) {
        return billing.eventsOf(order).stream()
                .map(event -> ((String) event.get("type")).replaceAll("billing.downgrade-order.|[.]v1", ""))
                .collect(joining(" "));
    }

    private String path(String order) {
        return "/accounts/" + account.id() + "/downgrade-orders/" + order;
    }

    /** Mostly an order that is open, sometimes one that is not, seldom none at all. */
    private String some() {
        List<String> open = model.openOrders();
        if (!open.isEmpty() && random.nextInt(10) < 8) {
            return pick(open);
        }
        boolean isNone = model.orders().isEmpty() || random.nextInt(4) == 0;
        return isNone ? NONE : pick(List.copyOf(model.orders().keySet()));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
