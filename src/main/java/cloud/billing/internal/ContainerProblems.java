package cloud.billing.internal;

import cloud.billing.action.ContainerAnswers;
import cloud.billing.action.RequestId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the container rejects of this API as a problem too (contract 2). */
@Component
class ContainerProblems implements ContainerAnswers {

    @Override
    public boolean isFor(String path) {
        return path.startsWith("/internal/");
    }

    @Override
    public void send(HttpServletResponse response, RequestId requestId, int status) throws IOException {
        ProblemCode code = code(status);
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] problem = JsonMapper.shared().writeValueAsBytes(Problem.of(code, requestId, List.of()));
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }

    private static ProblemCode code(int status) {
        return switch (status) {
            case 404 -> ProblemCode.RESOURCE_NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 413 -> ProblemCode.CONTENT_TOO_LARGE;
            case 503 -> ProblemCode.UNAVAILABLE;
            case 504 -> ProblemCode.TIMED_OUT;
            default ->
                status < ProblemCode.INTERNAL_ERROR.status().value()
                        ? ProblemCode.MALFORMED_REQUEST
                        : ProblemCode.INTERNAL_ERROR;
        };
    }
}
