package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.fault.FaultLoad.Marks;
import cloud.billing.support.DatabaseProxy;
import cloud.billing.support.PostgresProcess;
import cloud.billing.support.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The connection to PostgreSQL fails under load, in each way that networks have; the service recovers without a restart (contract 1.4). */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseUnreachableIT {

    private static final int ORDERS = 600;

    private PostgresProcess postgres;
    private DatabaseProxy proxy;
    private ServiceProcess service;

    @BeforeAll
    void start() throws Exception {
        postgres = PostgresProcess.made().start();
        proxy = DatabaseProxy.to(postgres.port());
        service = ServiceProcess.ready(postgres.by("localhost:" + proxy.port()), ServiceProcess.freePort());
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
        proxy.close();
        postgres.close();
    }

    @Test
    void connectionsAreReset() throws Exception {
        holds("reset", proxy::reset, proxy::open);
    }

    @Test
    void connectionsAreRefused() throws Exception {
        holds("refused", proxy::refuse, proxy::open);
    }

    /** What was sent during the silence arrives after it, when the clients have already been told something else. */
    @Test
    void nothingIsHeardForAWhileAndThenEverything() throws Exception {
        holds("silent, then late", proxy::fallSilent, proxy::open);
    }

    @Test
    void theConnectionsThatThereWereAreNeverHeardOfAgain() throws Exception {
        holds("silent for ever", proxy::fallSilent, proxy::openForNewConnections);
    }

    private void holds(String fault, Step begin, Step end) throws Exception {
        try (FaultLoad load = new FaultLoad(fault, service, ORDERS, Marks.NONE)) {
            load.awaitSuccesses(ORDERS / 6);
            begin.take();
            load.awaitSent(ORDERS * 5 / 6);
            end.take();
            load.healed();
            assertThat(load.check().succeeded()).isGreaterThan(ORDERS / 2);
        }
    }

    /** A step of a fault. */
    private interface Step {

        void take() throws Exception;
    }
}
