package cloud.billing.downgrade;

import cloud.billing.downgrade.DowngradeOrderService.StepResult;
import cloud.billing.internal.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts the steps that orders take and the races that customers' cancels lose. */
@Component
class OrderMeters {

    private final MeterRegistry meters;

    OrderMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Winner winner : Winner.values()) {
            racesLost(winner); // so that each counter exists before its first count
        }
    }

    /** Who won the order instead. */
    enum Winner {
        CANCEL,
        SETTLEMENT
    }

    /** Takes a step and counts how it ended. */
    StepResult count(String name, Supplier<StepResult> step) {
        try {
            StepResult taken = step.get();
            counted(name, taken.isNew() ? "DONE" : "REPEATED");
            return taken;
        } catch (ProblemException e) {
            counted(name, e.code().name());
            throw e;
        }
    }

    /** Counts a cancel that came a moment too late. */
    void lostTo(Winner winner) {
        racesLost(winner).increment();
    }

    private void counted(String step, String outcome) {
        meters.counter("billing.order.steps", "step", step, "outcome", outcome).increment();
    }

    private Counter racesLost(Winner winner) {
        return meters.counter("billing.races.lost", "winner", winner.name());
    }
}
