package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Orders take random steps: compared with a model of the contract and, many at once, with their audit log. */
@BillingTest
class RandomLifeTest {

    private static final Logger LOG = LoggerFactory.getLogger(RandomLifeTest.class);
    private static final int LIVES = 4; // at once, an account each
    private static final int STEPS_OF_A_LIFE = 2_500;
    private static final int THREADS = 16;
    private static final int STEPS_OF_A_THREAD = 250;
    private static final String LEGAL = "scheduled( processing released)*( cancelled| processing applied| processing)?";

    private final Billing billing;
    private final InternalClient platform;
    private final Account account;

    RandomLifeTest(@Autowired Billing billing) {
        this.billing = billing;
        this.platform = billing.internal();
        this.account = billing.newAccount();
    }

    @Test
    void tenThousandStepsDoAsTheModelDoes() throws Exception {
        long seed = Long.getLong("random.seed", System.nanoTime());
        LOG.info("-Drandom.seed={} repeats this run", seed);
        Stream<Callable<Integer>> lives = IntStream.range(0, LIVES)
                .mapToObj(life -> () -> new RandomLife(billing, seed + life).live(STEPS_OF_A_LIFE));
        assertThat(Http.atOnce(lives))
                .as("orders that lived")
                .allSatisfy(orders -> assertThat(orders).isGreaterThan(40));
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
            String history =
                    ("scheduled " + RandomLife.history(billing, order)).strip(); // made by the test, without an event
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

    private String path(String order) {
        return "/accounts/" + account.id() + "/downgrade-orders/" + order;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
