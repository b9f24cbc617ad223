package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.billing.fault.FaultLoad.Marks;
import cloud.billing.support.FeedReader;
import cloud.billing.support.PostgresProcess;
import cloud.billing.support.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The clock of one replica is ten minutes fast: it refuses valid signatures, but decides every race as the other does (contract 1.4). */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockOffIT {

    private static final int ORDERS = 300;
    private static final Duration OFF = Duration.ofMinutes(10);
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private PostgresProcess postgres;
    private ServiceProcess right;
    private ServiceProcess fast;

    @BeforeAll
    void start() throws Exception {
        postgres = PostgresProcess.made().start();
        right = ServiceProcess.ready(postgres, ServiceProcess.freePort());
        fast = ServiceProcess.readyWithClockOff(postgres, ServiceProcess.freePort(), OFF);
    }

    @AfterAll
    void stop() throws Exception {
        fast.close();
        right.close();
        postgres.close();
    }

    @Test
    void aSignatureOfNowIsExpiredThereAndNothingWasChanged() {
        Platform platform = new Platform(right);
        String order = platform.schedule("order", FAR);
        assertThat(cancel(platform, order, fast, Duration.ZERO).code()).isEqualTo("AUTHFAILURE_SIGNATURE_EXPIRED");
        assertThat(platform.found().statuses()).containsEntry(order, "SCHEDULED");
        assertThat(cancel(platform, order, right, Duration.ZERO).status()).isEqualTo(200);
    }

    @Test
    void aRetryThereIsToldTheTruth() {
        Platform platform = new Platform(right);
        String order = platform.schedule("order", FAR);
        Seen first = cancel(platform, order, right, Duration.ZERO);
        Seen retry = cancel(platform, order, fast, OFF);
        assertThat(retry.status()).isEqualTo(200);
        assertThat(retry.requestId()).isEqualTo(first.requestId());
    }

    @Test
    void whereCustomersUseTheFastOneEachOrderHasOneWinnerAtItsTime() throws Exception {
        check("clock off, for customers", new Platform(right, fast, OFF));
    }

    @Test
    void whereTheSettlementUsesTheFastOneEachOrderHasOneWinnerAtItsTime() throws Exception {
        check("clock off, for the settlement", new Platform(fast, right, Duration.ZERO));
    }

    private static void check(String fault, Platform platform) throws Exception {
        try (FaultLoad load = new FaultLoad(fault, platform, ORDERS, Marks.NONE)) {
            load.healed();
            load.check();
            assertThat(new FeedReader(platform.internal(), "accountId=" + platform.accountId())
                            .readAll()
                            .texts("/time"))
                    .isNotEmpty()
                    .allSatisfy(time ->
                            assertThat(Instant.parse(time)).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES)));
        }
    }

    private static Seen cancel(Platform platform, String order, ServiceProcess at, Duration byClock) {
        return platform.cancel(order, true, at.port(), byClock).send();
    }
}
