package cloud.billing.action;

import cloud.billing.access.AccessRefusedException;
import cloud.billing.access.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Measures how each request ended, and logs one structured line for each change, retry and refusal. */
@Component
class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final MeterRegistry meters;

    Outcomes(MeterRegistry meters) {
        this.meters = meters;
    }

    void succeeded(Attempt attempt, Action action, ActionCall call, ActionAnswer answer) {
        boolean repeated = !answer.requestId().equals(call.origin().requestId());
        measure(attempt, repeated ? "OK_REPEATED" : "OK");
        if (repeated) {
            describe(LOG.atInfo(), attempt)
                    .addKeyValue("firstRequestId", answer.requestId())
                    .log("{} repeated, and answered as the first", action.name());
        } else if (action.scope() == Scope.VM_WRITE) {
            describe(LOG.atInfo(), attempt).log("{} done", action.name());
        }
    }

    void refused(HttpServletRequest request, ActionException refusal, Throwable failure) {
        Attempt attempt = Attempt.of(request);
        String code = refusal.code().name();
        measure(attempt, code);
        describe(log(refusal, failure), attempt)
                .addKeyValue("code", code)
                .addKeyValue("claimedAccessKey", claimedAccessKey(failure))
                .log("refused: {}", refusal.getMessage());
    }

    private static @Nullable String claimedAccessKey(Throwable failure) {
        return failure instanceof AccessRefusedException refused ? refused.claimedKeyId() : null;
    }

    private static LoggingEventBuilder describe(LoggingEventBuilder line, Attempt attempt) {
        return line.addKeyValue("action", attempt.actionName())
                .addKeyValue("accountId", attempt.accountId())
                .addKeyValue("actor", attempt.actorId());
    }

    /** Temporary failures are warnings with a one-line cause: stack traces would make an overload worse. */
    private static LoggingEventBuilder log(ActionException refusal, Throwable failure) {
        if (failure instanceof OverloadedException) {
            return LOG.atDebug(); // the metric counts them; a line for each would only add load
        }
        if (refusal.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            return LOG.atError().setCause(failure);
        }
        return refusal.status().is5xxServerError() ? LOG.atWarn().addKeyValue("cause", cause(failure)) : LOG.atInfo();
    }

    /** As text: a SQLException is an Iterable that contains itself, and Spring Boot's JSON would nest arrays without end. */
    private static String cause(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure).toString();
    }

    private void measure(Attempt attempt, String outcome) {
        meters.timer("billing.action.requests", "action", attempt.actionName(), "outcome", outcome)
                .record(attempt.elapsed());
    }
}
