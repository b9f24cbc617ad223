package cloud.billing.action;

import static cloud.billing.action.ProtocolError.INTERNAL_SERVER_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_LENGTH;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.action.ProtocolError.OPERATION_FAILED_RESOURCE_NOT_FOUND;
import static cloud.billing.action.ProtocolError.REQUEST_TIMED_OUT;
import static cloud.billing.action.ProtocolError.SERVICE_TEMPORARY_UNAVAILABLE;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Answers in the contract's shape (1.2) what Tomcat refuses before any filter sees it: a request that is not HTTP, say. Paths of another
 * shape have {@link ContainerAnswers} of their own; what has no path that could be read is answered in this one.
 */
public final class ContainerErrorValve extends ErrorReportValve {

    private static final int LEAST_ERROR = 400;

    /** What the contract's table does not have: an expectation, a coding or an HTTP version that is not; a client that falls silent. */
    private static final Map<Integer, Integer> TOLD_AS = Map.of(417, 400, 501, 400, 505, 400, 408, 504);

    private final List<ContainerAnswers> answers;

    ContainerErrorValve(List<ContainerAnswers> answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < LEAST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setStatus(TOLD_AS.getOrDefault(response.getStatus(), response.getStatus()));
        RequestId requestId = RequestId.of(request);
        response.setHeader(RequestId.HEADER, requestId.value());
        if (response.getStatus() == SERVICE_TEMPORARY_UNAVAILABLE.status().value()) {
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
        Answers.send(response, Envelope.failure(requestId, code(response.getStatus()), "The request was refused."));
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> OPERATION_FAILED_RESOURCE_NOT_FOUND;
            case 405 -> INVALID_PARAMETER_VALUE;
            case 413, 414, 431 -> INVALID_PARAMETER_EXCEED_LENGTH;
            case 503 -> SERVICE_TEMPORARY_UNAVAILABLE;
            case 504 -> REQUEST_TIMED_OUT;
            default ->
                status < INTERNAL_SERVER_ERROR.status().value()
                        ? INVALID_PARAMETER_PATTERN_ERROR
                        : INTERNAL_SERVER_ERROR;
        };
    }
}
