package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.fault.FaultLoad.Marks;
import cloud.billing.support.PostgresProcess;
import cloud.billing.support.ServiceProcess;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A synchronous standby takes over under load, or dies; no 200 is lost (contract 1.4). */
@Tag("faults")
class FailoverIT {

    private static final int ORDERS = 600;

    private PostgresProcess primary;
    private PostgresProcess standby;
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        primary = PostgresProcess.made();
        standby = primary.standby();
        primary.with("synchronous_standby_names", "*").start();
        standby.start();
        service = ServiceProcess.ready(
                primary.by("localhost:%d,localhost:%d/postgres?targetServerType=primary"
                        .formatted(primary.port(), standby.port())),
                ServiceProcess.freePort());
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        primary.close();
        standby.close();
    }

    @Test
    void whatWasToldIsThereWhenTheStandbyHasTakenOver() throws Exception {
        try (FaultLoad load = new FaultLoad("failover", service, ORDERS, Marks.NONE)) {
            load.awaitSuccesses(ORDERS / 6);
            primary.kill();
            load.awaitSent(ORDERS / 2);
            standby.promote();
            load.healed();
            assertThat(load.check().succeeded()).isGreaterThan(ORDERS / 2);
        }
    }

    @Test
    void nothingIsToldToBeDoneThatTheStandbyDoesNotHave() throws Exception {
        try (FaultLoad load = new FaultLoad("standby gone", service, ORDERS, Marks.NONE)) {
            load.awaitSuccesses(ORDERS / 6);
            standby.kill();
            long killedAt = System.nanoTime();
            load.awaitSent(ORDERS);
            await().until(() -> isOver(load));
            List<Seen> told = successesAfter(killedAt, load);
            standby.start();
            load.healed();
            load.check();
            assertThat(told).isEmpty();
        }
    }

    /** Whether each cancel of the load has been answered, though it had to wait for the standby in vain. */
    private static boolean isOver(FaultLoad load) {
        return load.ledger().stream()
                .filter(errand -> errand.kind() == Errand.Kind.CANCEL)
                .noneMatch(errand -> errand.seen().isEmpty());
    }

    private static List<Seen> successesAfter(long killedAt, FaultLoad load) {
        return load.ledger().stream()
                .filter(errand -> errand.kind() == Errand.Kind.CANCEL)
                .flatMap(errand -> errand.seen().stream())
                .filter(seen -> seen.status() == 200 && seen.sentAt() > killedAt)
                .toList();
    }
}
