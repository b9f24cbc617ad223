package cloud.billing.fault;

import static cloud.billing.support.DatabaseProxy.CUT_AFTER;
import static cloud.billing.support.DatabaseProxy.CUT_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.fault.FaultLoad.Marks;
import cloud.billing.support.DatabaseProxy;
import cloud.billing.support.PostgresProcess;
import cloud.billing.support.ServiceProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections are cut in the middle of a commit; where the outcome is not known, that is the answer, and the retry tells it. */
@Tag("faults-brief")
class CutCommitIT {

    private static final int ORDERS = 600;
    private static final int EVERY = 20;

    @Test
    void whereTheConnectionIsCutInTheMiddleOfACommitTheRetryTellsTheTruth() throws Exception {
        try (PostgresProcess postgres = PostgresProcess.made().start();
                DatabaseProxy proxy = DatabaseProxy.to(postgres.port());
                ServiceProcess service =
                        ServiceProcess.ready(postgres.by("localhost:" + proxy.port()), ServiceProcess.freePort());
                FaultLoad load = new FaultLoad("cut in mid-commit", service, ORDERS, CutCommitIT::mark)) {
            proxy.cutMarked();
            load.healed();
            load.check();
            assertThat(proxy.cuts()).hasSize(2 * ORDERS / EVERY);
            assertThat(load.ledger())
                    .filteredOn(errand -> isCut(errand, CUT_AFTER))
                    .isNotEmpty()
                    .allSatisfy(cut -> {
                        List<Seen> seen = sinceItFoundAConnection(cut);
                        assertThat(seen).extracting(Seen::status).containsExactly(504, 200);
                        assertThat(seen.getFirst().message()).contains("it is not known");
                        assertThat(seen.getLast().requestId())
                                .isEqualTo(seen.getFirst().requestId());
                    });
            assertThat(load.ledger())
                    .filteredOn(errand -> isCut(errand, CUT_BEFORE))
                    .isNotEmpty()
                    .allSatisfy(cut -> {
                        List<Seen> seen = sinceItFoundAConnection(cut);
                        assertThat(seen).extracting(Seen::status).containsExactly(504, 200);
                        assertThat(seen.getLast().requestId())
                                .isNotEqualTo(seen.getFirst().requestId());
                    });
        }
    }

    private static List<Seen> sinceItFoundAConnection(Errand cut) {
        return cut.seen().stream().dropWhile(seen -> seen.status() == 503).toList();
    }

    private static String mark(int number) {
        return switch (number % EVERY) {
            case 1 -> CUT_AFTER + number;
            case 11 -> CUT_BEFORE + number;
            default -> Marks.NONE.of(number);
        };
    }

    /** Whether it is a cancel that nothing raced, and so was the one that was cut. */
    private static boolean isCut(Errand errand, String cut) {
        int number = Integer.parseInt(errand.order().substring(errand.order().lastIndexOf('-') + 1));
        return errand.kind() == Errand.Kind.CANCEL && errand.order().contains(cut) && !FaultLoad.isRaced(number);
    }
}
