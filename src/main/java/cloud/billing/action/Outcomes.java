package cloud.billing.action;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
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
        log(refusal, failure)
                .addKeyValue("action", attempt.actionName())
                .addKeyValue("code", code)
                .addKeyValue("accountId", attempt.accountId())
                .addKeyValue("actor", attempt.actorId())
                .log("refused: {}", refusal.getMessage());
    }

    /** What passes is a warning, its cause in a word: an overload must not be made worse by its own stack traces. */
    private static LoggingEventBuilder log(ActionException refusal, Throwable failure) {
        if (refusal.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            return LOG.atError().setCause(failure);
        }
        return refusal.status().is5xxServerError()
                ? LOG.atWarn().addKeyValue("cause", NestedExceptionUtils.getMostSpecificCause(failure))
                : LOG.atInfo();
    }

    private void count(String action, String outcome) {
        meters.counter("billing.action.requests", "action", action, "outcome", outcome)
                .increment();
    }
}
