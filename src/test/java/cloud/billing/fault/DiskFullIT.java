package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.billing.fault.FaultLoad.Marks;
import cloud.billing.support.PostgresProcess;
import cloud.billing.support.ServiceProcess;
import cloud.billing.support.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** PostgreSQL's disk is full under load: nothing is half done, and the service recovers once there is space again (contract 1.4). */
@Tag("faults")
class DiskFullIT {

    private static final int ORDERS = 600;

    @Test
    void whereTablesCannotGrowNothingIsChangedAndPostgresqlLives() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(128)) {
            Figures figures =
                    fillUnderLoad("disk full, tables", disk, disk.folder(), folder().resolve("wal"), any -> {});
            assertThat(figures.unavailable()).isPositive();
        }
    }

    @Test
    void whereTheWriteAheadLogCannotGrowPostgresqlDiesAndNothingIsLost() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(64)) {
            Figures figures = fillUnderLoad(
                    "disk full, log", disk, folder(), disk.folder().resolve("wal"), DiskFullIT::useUpTheLog);
            assertThat(figures.unavailable() + figures.timedOut()).isPositive();
        }
    }

    private static Figures fillUnderLoad(
            String fault, SmallDisk disk, Path tables, Path log, Consumer<PostgresProcess> whenFull) throws Exception {
        Map<String, String> options = Map.of("waldir", log.toString(), "wal-segsize", "1");
        try (PostgresProcess postgres = PostgresProcess.made(tables, options).start();
                ServiceProcess service = ServiceProcess.ready(postgres, ServiceProcess.freePort());
                FaultLoad load = new FaultLoad(fault, service, ORDERS, Marks.NONE)) {
            load.awaitSuccesses(ORDERS / 6);
            disk.fill();
            whenFull.accept(postgres);
            load.awaitSent(ORDERS * 5 / 6);
            disk.free();
            if (!postgres.isAlive()) {
                postgres.start();
            }
            load.healed();
            Figures figures = load.check();
            assertThat(figures.succeeded()).isGreaterThan(ORDERS / 2);
            assertThat(postgres.output()).contains("No space left on device");
            return figures;
        }
    }

    /** PostgreSQL preallocates part of its WAL: writes until that is used up too and PostgreSQL panics. */
    private static void useUpTheLog(PostgresProcess postgres) {
        assertThatThrownBy(() -> {
                    while (true) {
                        postgres.jdbc()
                                .sql("SELECT pg_logical_emit_message(true, '', repeat('x', 100000))")
                                .query()
                                .listOfRows();
                    }
                })
                .isInstanceOf(DataAccessException.class);
    }

    private static Path folder() throws Exception {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres");
    }
}
