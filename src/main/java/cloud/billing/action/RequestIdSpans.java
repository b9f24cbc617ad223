package cloud.billing.action;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Adds the request id to each span of a request (contract 1.2). */
@Component
class RequestIdSpans implements SpanProcessor {

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String requestId = MDC.get(RequestIdFilter.MDC_KEY);
        if (requestId != null) {
            span.setAttribute(RequestIdFilter.MDC_KEY, requestId);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
