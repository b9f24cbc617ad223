package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.fault.FaultLoad.Marks;
import cloud.billing.support.PostgresProcess;
import cloud.billing.support.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL is killed, and restarted by an operator, under load; the service goes on without a restart (contract 1.4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseDiesIT {

    private static final int ORDERS = 600;

    private PostgresProcess postgres;
    private ServiceProcess service;

    @BeforeAll
    void start() throws Exception {
        postgres = PostgresProcess.made().start();
        service = ServiceProcess.ready(postgres, ServiceProcess.freePort());
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
        postgres.close();
    }

    @Test
    @Tag("faults-brief")
    void noKillOfPostgresqlLosesOrDoublesWhatAClientWasTold() throws Exception {
        try (FaultLoad load = new FaultLoad("killed", service, ORDERS, Marks.NONE)) {
            load.awaitSuccesses(ORDERS / 6);
            postgres.kill();
            load.awaitSent(ORDERS / 2);
            postgres.start();
            load.healed();
            assertThat(load.check().succeeded()).isGreaterThan(ORDERS / 2);
        }
    }

    @Test
    @Tag("faults")
    void norDoesARestart() throws Exception {
        try (FaultLoad load = new FaultLoad("restarted", service, ORDERS, Marks.NONE)) {
            load.awaitSuccesses(ORDERS / 6);
            postgres.stop();
            postgres.start();
            load.healed();
            assertThat(load.check().succeeded()).isGreaterThan(ORDERS / 2);
        }
    }
}
