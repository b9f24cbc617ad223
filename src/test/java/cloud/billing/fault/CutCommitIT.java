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

/** Connections are cut in the middle of a commit; if the outcome is unknown, the answer says so, and the retry learns it. */
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
            assertThat(cut(load, proxy, CUT_AFTER)).isNotEmpty().allSatisfy(cut -> {
                List<Seen> seen = sinceItFoundAConnection(cut);
                assertThat(seen.getFirst().message()).contains("it is not known");
                assertThat(seen.getLast().requestId()).isEqualTo(seen.getFirst().requestId());
            });
            assertThat(cut(load, proxy, CUT_BEFORE)).isNotEmpty().allSatisfy(cut -> {
                List<Seen> seen = sinceItFoundAConnection(cut);
                assertThat(seen.getLast().requestId())
                        .isNotEqualTo(seen.getFirst().requestId());
            });
        }
    }

    /** The cancels that were cut in this way; each was first told so, and in the end that it is done. */
    private static List<Errand> cut(FaultLoad load, DatabaseProxy proxy, String how) {
        List<Errand> cut = load.ledger().stream()
                .filter(errand -> isUnraced(errand) && how.equals(proxy.cuts().get(markOf(errand))))
                .toList();
        assertThat(cut)
                .allSatisfy(errand -> assertThat(sinceItFoundAConnection(errand))
                        .extracting(Seen::status)
                        .startsWith(504)
                        .endsWith(200));
        return cut;
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

    /** Whether it is a cancel that nothing raced, so that it must be the request that was cut. */
    private static boolean isUnraced(Errand errand) {
        int number = Integer.parseInt(errand.order().substring(errand.order().lastIndexOf('-') + 1));
        return errand.kind() == Errand.Kind.CANCEL && !FaultLoad.isRaced(number);
    }

    private static String markOf(Errand errand) {
        return errand.order().substring(Math.max(0, errand.order().indexOf("cut-")));
    }
}
