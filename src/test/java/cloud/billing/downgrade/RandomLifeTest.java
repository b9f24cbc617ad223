package cloud.billing.downgrade;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.downgrade.OrderModel.Kind;
import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** The life of orders in steps at random: against a model of the contract, and by many at once against their audit log. */
@BillingTest
class RandomLifeTest {

    private static final Logger LOG = LoggerFactory.getLogger(RandomLifeTest.class);
    private static final int STEPS = 10_000;
    private static final int THREADS = 16;
    private static final int STEPS_OF_A_THREAD = 250;
    private static final String NONE = "none";
    private static final String LEGAL = "scheduled( processing released)*( cancelled| processing applied| processing)?";

    private final Billing billing;
    private final InternalClient platform;
    private final Account account;
    private final List<String> instances;
    private final Map<String, HttpRequest> lastCancel = new ConcurrentHashMap<>();
    private final Map<String, String> lastRequestId = new ConcurrentHashMap<>();
    private int made;

    RandomLifeTest(@Autowired Billing billing) {
        this.billing = billing;
        this.platform = billing.internal();
        this.account = billing.newAccount();
        this.instances = List.of(
                account.instance("PREPAID", "ByBandwidth"),
                account.instance("PREPAID", "ByTrafficPackage"),
                account.instance("POSTPAID", "ByBandwidth"));
    }

    @Test
    void tenThousandStepsDoAsTheModelDoes() {
        long seed = Long.getLong("random.seed", System.nanoTime());
        LOG.info("-Drandom.seed={} repeats this run", seed);
        Random random = new Random(seed);
        OrderModel model = new OrderModel();
        instances.forEach(instance -> model.instance(instance, instances.indexOf(instance)));
        for (int step = 0; step < STEPS; step++) {
            int number = step;
            String[] outcomes = step(random, model);
            assertThat(outcomes[1])
                    .as(() -> "seed " + seed + ", step " + number + ": " + outcomes[0])
                    .isEqualTo(outcomes[2]);
        }
        LOG.info("{} orders lived", model.orders().size());
        assertThat(model.orders()).as("lives that were lived").hasSizeGreaterThan(150);
        model.orders().forEach((order, expected) -> {
            assertThat(billing.statusOf(order))
                    .as(order)
                    .isEqualTo(expected.status().name());
            assertThat(history(order)).as(order).isEqualTo(String.join(" ", expected.events()));
        });
    }

    /** One step: what was done, what came of it, and what the model says. */
    private String[] step(Random random, OrderModel model) {
        String instance = pick(random, instances);
        Kind kind = pick(random, List.of(Kind.values()));
        String order = some(random, model);
        String settlement = "s" + random.nextInt(2);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> schedule(model, "order-" + account.id() + "-" + made++, instance, kind);
            case 3 ->
                schedule(model, order.equals(NONE) ? "order-" + account.id() + "-" + made++ : order, instance, kind);
            case 4, 5 -> cancel(model, instance, kind);
            case 6 -> retry(model, instance, kind);
            case 7 -> platformCancel(model, order);
            case 8 -> {
                boolean isDue = model.makeDue(order);
                if (isDue) {
                    billing.makeDue(order);
                }
                yield new String[] {"clock " + order, "", ""};
            }
            case 9, 10 -> settle(model, order, settlement, random.nextBoolean() ? "start" : "complete");
            default -> settle(model, order, settlement, "release");
        };
    }

    private String[] schedule(OrderModel model, String order, String instance, Kind kind) {
        String outcome =
                platform.put(path(order), OrderModel.content(instance, kind)).outcome();
        return new String[] {"schedule " + order, outcome, model.schedule(order, instance, kind)};
    }

    private String[] cancel(OrderModel model, String instance, Kind kind) {
        HttpRequest request = account.anewRequest(kind.action(), instance);
        Answer answer = Http.send(request);
        if (answer.status() == 200) {
            lastCancel.put(instance + kind, request);
            lastRequestId.put(instance + kind, answer.requestId());
        }
        return new String[] {
            "cancel " + instance + kind, answer.status() + " " + answer.code(), model.cancel(instance, kind)
        };
    }

    /** The last success sent again changes nothing and is answered as it was. */
    private String[] retry(OrderModel model, String instance, Kind kind) {
        HttpRequest request = lastCancel.get(instance + kind);
        if (request == null) {
            return new String[] {"nothing to retry", "", ""};
        }
        return new String[] {"retry", Http.send(request).requestId(), lastRequestId.get(instance + kind)};
    }

    private String[] platformCancel(OrderModel model, String order) {
        String outcome = platform.post(path(order) + "/cancel", "{\"reason\":\"released\"}")
                .outcome();
        return new String[] {"platform cancel " + order, outcome, model.platformCancel(order)};
    }

    private String[] settle(OrderModel model, String order, String settlement, String step) {
        String outcome = platform.post(
                        path(order) + "/" + step,
                        "{\"settlementId\":\"%s\",\"reason\":\"failed\"}".formatted(settlement))
                .outcome();
        return new String[] {step + " " + order, outcome, model.settle(order, settlement, step)};
    }

    @Test
    void theHistoryThatSixteenAtOnceLeaveIsLegal() throws Exception {
        List<String> orders = IntStream.range(0, 60)
                .mapToObj(i -> account.downgrade(account.instance("PREPAID", "ByBandwidth")))
                .toList();
        Map<String, String> instanceOf = new ConcurrentHashMap<>();
        orders.forEach(
                order -> instanceOf.put(order, (String) billing.order(order).get("instance_id")));
        List<Callable<Integer>> workers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            workers.add(() -> work(random, orders, instanceOf));
        }
        Http.atOnce(workers.stream());

        for (String order : orders) {
            String history = ("scheduled " + history(order)).strip(); // made by the test, without an event
            assertThat(history).matches(LEGAL);
            assertThat(statusAfter(history)).as(history).isEqualTo(billing.statusOf(order));
        }
    }

    private int work(Random random, List<String> orders, Map<String, String> instanceOf) {
        for (int step = 0; step < STEPS_OF_A_THREAD; step++) {
            String order = pick(random, orders);
            String content = "{\"settlementId\":\"s%d\",\"reason\":\"x\"}".formatted(random.nextInt(2));
            switch (random.nextInt(20)) {
                case 0 -> Http.send(account.anewRequest("CancelInstanceDowngrade", instanceOf.get(order)));
                case 1 -> platform.post(path(order) + "/cancel", content);
                case 2 -> makeDueWhileEarly(order);
                case 3, 4, 5, 6, 7, 8, 9, 10 -> platform.post(path(order) + "/start", content);
                case 11, 12 -> platform.post(path(order) + "/complete", content);
                default -> platform.post(path(order) + "/release", content);
            }
        }
        return STEPS_OF_A_THREAD;
    }

    private void makeDueWhileEarly(String order) {
        if (billing.statusOf(order).equals("SCHEDULED")) {
            billing.makeDue(order);
        }
    }

    private static String statusAfter(String history) {
        return switch (history.substring(history.lastIndexOf(' ') + 1)) {
            case "cancelled" -> "CANCELLED";
            case "processing" -> "PROCESSING";
            case "applied" -> "APPLIED";
            default -> "SCHEDULED";
        };
    }

    private String history(String order) {
        return billing.eventsOf(order).stream()
                .map(event -> ((String) event.get("type")).replaceAll("billing.downgrade-order.|[.]v1", ""))
                .collect(joining(" "));
    }

    private String path(String order) {
        return "/accounts/" + account.id() + "/downgrade-orders/" + order;
    }

    /** Mostly an order that is open, sometimes one that is not, seldom none at all. */
    private static String some(Random random, OrderModel model) {
        List<String> open = model.openOrders();
        if (!open.isEmpty() && random.nextInt(10) < 8) {
            return pick(random, open);
        }
        boolean isNone = model.orders().isEmpty() || random.nextInt(4) == 0;
        return isNone ? NONE : pick(random, List.copyOf(model.orders().keySet()));
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
