package cloud.billing.internal;

import cloud.billing.action.RequestId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Problem details (RFC 9457) as this API returns them.
 *
 * @param code which problem it is, for programs
 * @param requestId identifies the request, in the log as well
 * @param errors what is wrong with which field, if the content is not valid
 */
record Problem(
        String title,
        int status,
        ProblemCode code,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

    static Problem of(ProblemCode code, RequestId requestId, List<FieldError> errors) {
        return new Problem(code.title(), code.status().value(), code, requestId.value(), errors);
    }
}
