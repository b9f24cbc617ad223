package cloud.billing.action;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts how each request ended, and logs one structured line for each refusal. */
@Component
class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final MeterRegistry meters;

    Outcomes(MeterRegistry meters) {
        this.meters = meters;
    }

    void succeeded(Action action, ActionCall call, ActionAnswer answer) {
        boolean repeated = !answer.requestId().equals(call.origin().requestId());
        count(action.name(), repeated ? "OK_REPEATED" : "OK");
        if (repeated) {
            LOG.atInfo()
                    .addKeyValue("action", action.name())
                    .addKeyValue("firstRequestId", answer.requestId())
                    .log("repeat answered");
        }
    }

    void refused(HttpServletRequest request, ActionException refusal, Throwable failure) {
        Attempt attempt = Attempt.of(request);
        String code = refusal.code().name();
        count(attempt.actionName(), code);
        boolean isOurs = refusal.status().is5xxServerError();
        (isOurs ? LOG.atError().setCause(failure) : LOG.atInfo())
                .addKeyValue("action", attempt.actionName())
                .addKeyValue("code", code)
                .addKeyValue("accountId", attempt.accountId())
                .addKeyValue("actor", attempt.actorId())
                .log("refused: {}", refusal.getMessage());
    }

    private void count(String action, String outcome) {
        meters.counter("billing.action.requests", "action", action, "outcome", outcome)
                .increment();
    }
}
