package cloud.billing.action;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shape of every answer of the endpoint (contract 1.2). */
final class Envelope {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Envelope() {}

    /** {@code {"requestId": R, "response": {"requestId": R, …}}}, in UTF-8. */
    static byte[] success(ActionAnswer answer) {
        String requestId = answer.requestId().value();
        ObjectNode response = JSON.createObjectNode().put("requestId", requestId);
        response.setAll((ObjectNode) JSON.valueToTree(answer.members()));
        return JSON.writeValueAsBytes(
                JSON.createObjectNode().put("requestId", requestId).set("response", response));
    }

    /** {@code {"requestId": R, "code": C, "message": M}}, in UTF-8. */
    static byte[] failure(RequestId requestId, ErrorCode code, @Nullable String message) {
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        members.put("requestId", requestId.value());
        members.put("code", code.name());
        members.put("message", message);
        return JSON.writeValueAsBytes(members);
    }
}
