package cloud.billing.action;

import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_LENGTH;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.action.ProtocolError.OPERATION_FAILED_RESOURCE_NOT_FOUND;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Answers in the contract's shape (1.2) what Tomcat rejects before any filter sees it: malformed HTTP, say. Paths with another shape have
 * their own {@link ContainerAnswers}; a request without a readable path is answered in the contract's shape.
 */
public final class ContainerErrorValve extends ErrorReportValve {

    private static final int LEAST_ERROR = 400;
    private static final String NOT_HTTP =
            "Send HTTP/1.1 with one valid Host, a path and headers that HTTP allows, and at most 8 KiB of them.";

    /** Statuses outside the contract: unsupported Expect, Transfer-Encoding or version; a request that timed out. */
    private static final Map<Integer, Integer> STATUS_OVERRIDES = Map.of(417, 400, 501, 400, 505, 400, 408, 504);

    private final List<ContainerAnswers> answers;

    ContainerErrorValve(List<ContainerAnswers> answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < LEAST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setStatus(STATUS_OVERRIDES.getOrDefault(response.getStatus(), response.getStatus()));
        RequestId requestId = RequestId.of(request);
        response.setHeader(RequestId.HEADER, requestId.value());
        if (response.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            send(request.getRequestURI(), response, requestId);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client has gone", e);
        }
    }

    private void send(@Nullable String path, Response response, RequestId requestId) throws IOException {
        for (ContainerAnswers ofItsOwn : answers) {
            if (path != null && ofItsOwn.isFor(path)) {
                ofItsOwn.send(response, requestId, response.getStatus());
                return;
            }
        }
        if (response.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.value()) {
            response.setHeader(
                    HttpHeaders.ALLOW, HttpMethod.POST.name()); // of Tomcat's methods, the filters accept only this one
        }
        ActionException refusal = refusal(response.getStatus());
        Answers.send(response, Envelope.failure(requestId, refusal.code(), refusal.getMessage()));
    }

    private static ActionException refusal(int status) {
        return switch (status) {
            case 404 -> new ActionException(OPERATION_FAILED_RESOURCE_NOT_FOUND, "There is nothing here.");
            case 405 -> new ActionException(INVALID_PARAMETER_VALUE, "Send a POST.");
            case 413, 414, 431 ->
                new ActionException(
                        INVALID_PARAMETER_EXCEED_LENGTH,
                        "The request is too large: at most 8 KiB of headers and 64 KiB of body.");
            case 503 -> ErrorMapping.refusal(new OverloadedException());
            case 504 -> ErrorMapping.refusal(new TimeBudgetExceededException());
            default ->
                status < HttpStatus.INTERNAL_SERVER_ERROR.value()
                        ? new ActionException(INVALID_PARAMETER_PATTERN_ERROR, NOT_HTTP)
                        : ErrorMapping.refusal(new IllegalStateException("refused with " + status));
        };
    }
}
