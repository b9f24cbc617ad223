package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Guarantee 2 of contract 1.4: after each crash everything that a client was told is stored, and everything stored is audited. */
@PackagedServiceTest
class KilledServiceIT {

    private static final int REPLICAS = 2;
    private static final int CLIENTS = 8; // of each
    private static final int ORDERS = 400;

    private final JdbcConnectionDetails database;
    private final JdbcClient jdbc;
    private final Billing billing;
    private final Map<String, Answer> successes = new ConcurrentHashMap<>();

    KilledServiceIT(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment) {
        this.database = database;
        this.jdbc = jdbc;
        this.billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
    }

    @Test
    void noKillLosesOrDoublesWhatAClientWasTold() throws Exception {
        killReplicas(3);
    }

    @Test
    @Tag("faults")
    void norDoTwentyKills() throws Exception {
        killReplicas(10);
    }

    private void killReplicas(int killsOfEach) throws Exception {
        Http.atOnce(Stream.<Callable<Integer>>generate(() -> () -> killAndStart(killsOfEach))
                .limit(REPLICAS));
        assertThat(successes).hasSizeGreaterThan(REPLICAS * killsOfEach);
        successes.forEach(this::isCancelledOnceAsTold);
        assertThat(ordersAndEventsThatDoNotFit()).isZero();
    }

    /** One replica, killed and started again, whatever the other does meanwhile. */
    private int killAndStart(int kills) throws Exception {
        int port = ServiceProcess.freePort();
        Map<String, HttpRequest> unanswered = Map.of();
        for (int kill = 0; kill < kills; kill++) {
            try (ServiceProcess service = ServiceProcess.ready(database, port)) {
                assertThat(send(unanswered)).as("retries without an answer").isEmpty();
                unanswered = killUnderLoad(service, orders(port));
            }
        }
        try (ServiceProcess service = ServiceProcess.ready(database, port)) {
            assertThat(send(unanswered)).isEmpty();
        }
        return kills;
    }

    private Map<String, HttpRequest> orders(int port) {
        Account account = billing.newAccount(port);
        Map<String, HttpRequest> cancels = new ConcurrentHashMap<>();
        for (int i = 0; i < ORDERS; i++) {
            String instance = account.instance();
            cancels.put(account.downgrade(instance), account.keyedRequest(instance, "key " + i));
        }
        return cancels;
    }

    /** Kills the service after a random number of its cancels has been answered; returns those that were sent but not answered. */
    private Map<String, HttpRequest> killUnderLoad(ServiceProcess service, Map<String, HttpRequest> cancels)
            throws Exception {
        int enough = ThreadLocalRandom.current().nextInt(1, ORDERS / 2);
        Queue<Map.Entry<String, HttpRequest>> queue = new ConcurrentLinkedQueue<>(cancels.entrySet());
        Map<String, HttpRequest> unanswered = new ConcurrentHashMap<>();
        List<Future<?>> outcomes = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                outcomes.add(clients.submit(() -> cancelUntilItDies(queue, unanswered)));
            }
            await().until(() -> answered(cancels) >= enough);
            service.kill();
        }
        for (Future<?> outcome : outcomes) {
            outcome.get(); // rethrows the failure of a client that got a wrong answer
        }
        return unanswered;
    }

    private long answered(Map<String, HttpRequest> cancels) {
        return cancels.keySet().stream().filter(successes::containsKey).count();
    }

    private void cancelUntilItDies(Queue<Map.Entry<String, HttpRequest>> queue, Map<String, HttpRequest> unanswered) {
        boolean alive = true;
        while (alive && !queue.isEmpty()) {
            Map.Entry<String, HttpRequest> next = queue.poll();
            unanswered.putAll(send(Map.ofEntries(next)));
            alive = unanswered.isEmpty();
        }
    }

    /** Sends these cancels; returns those that got no answer. */
    private Map<String, HttpRequest> send(Map<String, HttpRequest> cancels) {
        Map<String, HttpRequest> unanswered = new ConcurrentHashMap<>();
        cancels.forEach((order, request) -> {
            try {
                successes.put(order, Http.send(request).isCancelled());
            } catch (UncheckedIOException e) {
                unanswered.put(order, request);
            }
        });
        return unanswered;
    }

    private void isCancelledOnceAsTold(String order, Answer answer) {
        assertThat(billing.statusOf(order)).isEqualTo("CANCELLED");
        List<Object> requestIds = new ArrayList<>();
        billing.eventsOf(order).forEach(event -> requestIds.add(event.get("request_id")));
        assertThat(requestIds).containsExactly(answer.requestId());
    }

    private int ordersAndEventsThatDoNotFit() {
        return jdbc.sql("""
                        SELECT count(*)
                          FROM (SELECT account_id, order_number FROM downgrade_order WHERE status = 'CANCELLED') o
                          FULL JOIN (SELECT account_id, order_number, request_id FROM audit_event
                                      WHERE type = 'billing.downgrade-order.cancelled.v1') e
                                USING (account_id, order_number)
                          FULL JOIN remembered_success r USING (account_id, request_id)
                         WHERE o IS NULL OR e IS NULL OR r IS NULL""").query(Integer.class).single();
    }
}
