package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.HeldOrders;
import cloud.billing.support.Http;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** More requests than can be served (contract 1.2: 503 and 504): the excess is rejected, and the rest is served. */
@BillingTest
@TestPropertySource(
        properties = {
            "billing.request-timeout=3s",
            "billing.max-concurrent-requests=3",
            "server.tomcat.connection-timeout=1s"
        })
class OverloadTest {

    private static final int PLACES = 3;
    private static final String SLOW_REQUEST = """
            POST /api/v2/vm HTTP/1.1
            Host: x
            Content-Type: application/json
            Content-Length: 60000

            {""".replace("\n", "\r\n");

    private static final String THREE_REQUESTS = """
            POST /api/v2/vm HTTP/1.1
            Host: x
            Content-Type: application/json
            Content-Length: 2

            {}GET /api/v2/vm HTTP/1.1
            Host: x

            HEAD /api/v2/vm HTTP/1.1
            Host: x
            Connection: close

            """.replace("\n", "\r\n");

    private final Billing billing;
    private final DataSource pool;
    private final MeterRegistry meters;
    private final Account account;

    OverloadTest(@Autowired Billing billing, @Autowired DataSource pool, @Autowired MeterRegistry meters) {
        this.billing = billing;
        this.meters = meters;
        this.pool = pool;
        this.account = billing.newAccount();
    }

    @Test
    void whatFindsNoPlaceIsTurnedAwayAtOnceAndTheRestIsServed() throws Exception {
        List<String> instances = Stream.generate(account::instance).limit(12).toList();
        List<String> orders = instances.stream().map(account::downgrade).toList();
        List<CompletableFuture<Answer>> admitted;
        List<Answer> turnedAway;
        try (HeldOrders ignored = HeldOrders.of(account, pool)) {
            admitted = instances.stream().limit(PLACES).map(this::cancelSoon).toList();
            await().until(() -> waiting() == PLACES);
            turnedAway = Http.atOnce(instances.stream().skip(PLACES).map(this::cancel));
        }
        assertThat(turnedAway).allSatisfy(answer -> {
            answer.isRefused(503, "SERVICE_TEMPORARY_UNAVAILABLE");
            assertThat(answer.header("Retry-After")).contains("1");
        });
        assertThat(observed("503")).isZero();
        admitted.forEach(answer -> answer.join().isCancelled());
        await().until(() -> observed("200") >= PLACES);
        assertThat(orders)
                .filteredOn(order -> billing.statusOf(order).equals("CANCELLED"))
                .hasSize(PLACES);

        Http.send(account.cancelRequest(instances.getLast())).isCancelled();
    }

    @Test
    void whoIsTurnedAwayKeepsTheConnection() throws Exception {
        List<String> instances =
                Stream.generate(account::instance).limit(PLACES).toList();
        instances.forEach(account::downgrade);
        List<CompletableFuture<Answer>> admitted;
        try (HeldOrders ignored = HeldOrders.of(account, pool);
                Socket socket = new Socket("localhost", billing.port())) {
            admitted = instances.stream().map(this::cancelSoon).toList();
            await().until(() -> waiting() == PLACES);
            socket.getOutputStream().write(THREE_REQUESTS.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("(?s)^(HTTP/1.1 503 .*){3}$")
                    .contains("\"code\":\"SERVICE_TEMPORARY_UNAVAILABLE\"");
        }
        admitted.forEach(CompletableFuture::join);
    }

    @Test
    void theInternalApiHasPlacesOfItsOwn() throws Exception {
        List<String> instances =
                Stream.generate(account::instance).limit(PLACES).toList();
        List<String> orders = instances.stream().map(account::downgrade).toList();
        List<CompletableFuture<Answer>> admitted;
        try (HeldOrders ignored = HeldOrders.of(account, pool)) {
            admitted = instances.stream().map(this::cancelSoon).toList();
            await().until(() -> waiting() == PLACES);
            billing.internal()
                    .get("/accounts/" + account.id() + "/downgrade-orders/" + orders.getFirst())
                    .is("200");
        }
        admitted.forEach(CompletableFuture::join);
    }

    @Test
    void clientsThatSendTheirBodySlowlyTakeNobodysPlaceAndAreGivenUp() throws IOException {
        String instance = account.instance();
        account.downgrade(instance);
        try (Socket one = slowClient();
                Socket two = slowClient();
                Socket three = slowClient()) {
            Http.send(account.cancelRequest(instance)).isCancelled();
            for (Socket each : List.of(one, two, three)) {
                assertThat(trickle(each)).startsWith("HTTP/1.1 504").contains("\"code\":\"REQUEST_TIMED_OUT\"");
            }
        }
    }

    @Test
    void aClientThatFallsSilentInItsBodyIsGivenUp() throws IOException {
        long before = timedOut();
        try (Socket silent = slowClient()) {
            String answer = new String(silent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 504")
                    .contains("\"code\":\"REQUEST_TIMED_OUT\"", "send the same request again");
            assertThat(timedOut()).as("and counted as that").isEqualTo(before + 1);
        }
    }

    private Callable<Answer> cancel(String instance) {
        return () -> Http.send(account.cancelRequest(instance));
    }

    private CompletableFuture<Answer> cancelSoon(String instance) {
        return CompletableFuture.supplyAsync(
                () -> Http.send(account.cancelRequest(instance)), Thread::startVirtualThread);
    }

    /** How many requests with this answer had an observation, with a span and its cost. */
    private long observed(String status) {
        return meters.find("http.server.requests").tag("status", status).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private long timedOut() {
        return meters.find("billing.action.requests").tag("outcome", "REQUEST_TIMED_OUT").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private int waiting() {
        return JdbcClient.create(pool).sql("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE downgrade_order%'""").query(Integer.class).single();
    }

    private Socket slowClient() throws IOException {
        Socket socket = new Socket("localhost", billing.port());
        socket.getOutputStream().write(SLOW_REQUEST.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Sends a byte now and then, until there is an answer. */
    private static String trickle(Socket socket) throws IOException {
        await().until(() -> {
            socket.getOutputStream().write(' ');
            return socket.getInputStream().available() > 0;
        });
        return new String(
                socket.getInputStream().readNBytes(socket.getInputStream().available()), StandardCharsets.UTF_8);
    }
}
