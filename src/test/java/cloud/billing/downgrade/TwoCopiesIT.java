package cloud.billing.downgrade;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Guarantees 1 and 3 of contract 1.4 across replicas: two copies of the packaged service on one database. */
@PackagedServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoCopiesIT {

    private static final int CLIENTS = 64;

    private final JdbcConnectionDetails database;
    private final Billing billing;
    private ServiceProcess one;
    private ServiceProcess other;

    TwoCopiesIT(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment) {
        this.database = database;
        this.billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
    }

    @BeforeAll
    void start() throws Exception {
        one = ServiceProcess.ready(database, ServiceProcess.freePort());
        other = ServiceProcess.ready(database, ServiceProcess.freePort());
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
    }

    @Test
    void of64CancelsAtOnceOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            Account account = billing.newAccount(one.port());
            Account elsewhere = account.at(other.port());
            String instance = account.instance();
            String order = account.downgrade(instance);
            List<HttpRequest> requests = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> (i % 2 == 0 ? account : elsewhere).anewRequest(instance))
                    .toList();

            List<Answer> answers = sendAtOnce(requests);

            assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                    .isEqualTo(Map.of(200, 1L, 403, CLIENTS - 1L));
            assertThat(answers.stream().filter(answer -> answer.status() == 403))
                    .allSatisfy(answer -> assertThat(answer.message()).contains(order, "was already cancelled at"));
            assertThat(billing.eventsOf(order)).hasSize(1);
        }
    }

    @Test
    void theSameRequest64TimesAtOnceHasOneAnswer() throws Exception {
        for (int round = 0; round < 10; round++) {
            Account account = billing.newAccount(one.port());
            String instance = account.instance();
            String order = account.downgrade(instance);
            HttpRequest here = account.keyedRequest(instance, "key");
            HttpRequest there = account.at(other.port()).keyedRequest(instance, "key");

            List<Answer> answers = sendAtOnce(IntStream.range(0, CLIENTS)
                    .mapToObj(i -> i % 2 == 0 ? here : there)
                    .toList());

            assertThat(answers).allSatisfy(Answer::isCancelled);
            assertThat(answers.stream().map(Answer::requestId).distinct()).hasSize(1);
            assertThat(billing.eventsOf(order)).hasSize(1);
        }
    }

    private static List<Answer> sendAtOnce(List<HttpRequest> requests) throws Exception {
        return Http.atOnce(requests.stream().map(request -> (Callable<Answer>) () -> Http.send(request)));
    }
}
