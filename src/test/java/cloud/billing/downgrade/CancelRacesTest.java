package cloud.billing.downgrade;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import cloud.billing.support.InternalClient.Reply;
import cloud.billing.support.TokenIssuer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Guarantee 1 of contract 1.4: one winner. */
@BillingTest
class CancelRacesTest {

    private static final int RACES_AT_ONCE = 4; // on an order each
    private static final int ROUNDS = 250;
    private static final Duration BOUNDARY = Duration.ofMillis(5);

    private final Billing billing;
    private final TokenIssuer issuer;
    private final Account account;
    private final InternalClient platform;

    CancelRacesTest(@Autowired Billing billing, @Autowired TokenIssuer issuer) {
        this.billing = billing;
        this.issuer = issuer;
        this.account = billing.newAccount();
        this.platform = billing.internal();
    }

    /** Both keep trying, from before the boundary until one has won. */
    @Test
    void cancelAndSettlementNeverBothWinAndTheLoserIsToldTheTruth() throws Exception {
        List<Integer> cancels = Http.atOnce(Stream.generate(() -> (Callable<Integer>) this::raceAtTheBoundary)
                .limit(RACES_AT_ONCE));
        assertThat(cancels.stream().mapToInt(Integer::intValue).sum())
                .as("both win sometimes")
                .isBetween(1, RACES_AT_ONCE * ROUNDS - 1);
    }

    /** How many cancels have won. */
    private int raceAtTheBoundary() throws Exception {
        int cancels = 0;
        for (int round = 0; round < ROUNDS; round++) {
            cancels += cancelWins() ? 1 : 0;
        }
        return cancels;
    }

    private boolean cancelWins() throws Exception {
        String instance = account.instance();
        String order = account.downgrade(instance, BOUNDARY);
        HttpRequest cancel = account.cancelRequest(instance).build();
        Callable<Object> settlement = () -> settle(order);
        Callable<Object> customer = () -> Http.send(cancel);
        List<Object> outcomes = Http.atOnce(Stream.of(settlement, customer));
        boolean settled = (Boolean) outcomes.get(0);
        Answer answer = (Answer) outcomes.get(1);

        assertThat(answer.status() == 200).isNotEqualTo(settled);
        assertThat(billing.statusOf(order)).isEqualTo(settled ? "PROCESSING" : "CANCELLED");
        assertThat(billing.eventsOf(order)).hasSize(1);
        if (settled) {
            answer.isRefused(403, "OPERATION_DENIED_DOWNGRADE_NOT_EXIST");
            assertThat(answer.message()).containsAnyOf("is being processed (since", "has been due since");
        }
        return !settled;
    }

    private boolean settle(String order) {
        String start = "/accounts/" + account.id() + "/downgrade-orders/" + order + "/start";
        Reply reply;
        do {
            reply = platform.post(start, "{\"settlementId\":\"settlement\"}");
        } while (reply.code().equals("ORDER_NOT_DUE"));
        assertThat(reply.outcome()).isIn("200", "409 ORDER_CANCELLED");
        return reply.status() == 200;
    }

    @Test
    void ofManyCancelsWithOneKeyAndTwoBodiesOnlyOneBodyWins() throws Exception {
        String token = issuer.user("user", account.id(), "vm:write", Duration.ofHours(1));
        for (int round = 0; round < 50; round++) {
            List<String> instances = List.of(account.instance(), account.instance());
            List<String> orders = instances.stream().map(account::downgrade).toList();
            String key = "key " + round;
            Map<Integer, Long> answers = Http.atOnce(IntStream.range(0, 16)
                            .mapToObj(i -> keyed(instances.get(i % 2), key, token))
                            .map(request -> (Callable<Answer>) () -> Http.send(request)))
                    .stream()
                    .collect(groupingBy(Answer::status, counting()));
            assertThat(answers).isEqualTo(Map.of(200, 8L, 400, 8L));
            assertThat(orders.stream().map(billing::statusOf)).containsExactlyInAnyOrder("CANCELLED", "SCHEDULED");
        }
    }

    private ActionRequest keyed(String instance, String key, String token) {
        return account.unsigned("CancelInstanceDowngrade", Account.body(instance))
                .header("Idempotency-Key", key)
                .bearer(token);
    }
}
