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
class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final MeterRegistry meters;

    RequestLog(MeterRegistry meters) {
        this.meters = meters;
    }

    void succeeded(RequestTrace trace, Action action, ActionCall call, ActionAnswer answer) {
        boolean repeated = !answer.requestId().equals(call.origin().requestId());
        measure(trace, repeated ? "OK_REPEATED" : "OK");
        if (repeated) {
            describe(LOG.atInfo(), trace)
                    .addKeyValue("firstRequestId", answer.requestId())
                    .log("{} repeated, and answered as the first", action.name());
        } else if (action.scope() == Scope.VM_WRITE) {
            describe(LOG.atInfo(), trace).log("{} done", action.name());
        }
    }

    void refused(HttpServletRequest request, ActionException refusal, Throwable failure) {
        RequestTrace trace = RequestTrace.of(request);
        String code = refusal.code().name();
        measure(trace, code);
        describe(log(refusal, failure), trace)
                .addKeyValue("code", code)
                .addKeyValue("claimedAccessKey", claimedAccessKey(failure))
                .log("refused: {}", refusal.getMessage());
    }

    private static @Nullable String claimedAccessKey(Throwable failure) {
        return failure instanceof AccessRefusedException refused ? refused.claimedKeyId() : null;
    }

    private static LoggingEventBuilder describe(LoggingEventBuilder line, RequestTrace trace) {
        return line.addKeyValue("action", trace.actionName())
                .addKeyValue("accountId", trace.accountId())
                .addKeyValue("actor", trace.actorId());
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

    /** As text: a SQLException is an Iterable that contains itself; a formatter that writes it as an array would not end. */
    private static String cause(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure).toString();
    }

    private void measure(RequestTrace trace, String outcome) {
        meters.timer("billing.action.requests", "action", trace.actionName(), "outcome", outcome)
                .record(trace.elapsed());
    }
}
