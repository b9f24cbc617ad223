package cloud.billing.internal;

import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.databind.DatabindException;

/** Says which field of a body cannot be read, without a word of the inside. */
final class UnreadableContent {

    private static final String BODY = "body";

    private UnreadableContent() {}

    static FieldError error(HttpMessageNotReadableException failure) {
        if (failure.getCause() instanceof DatabindException mismatch
                && !mismatch.getPath().isEmpty()) {
            String field = mismatch.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
                    .collect(Collectors.joining("."));
            return new FieldError(field, "is not of its type");
        }
        return new FieldError(BODY, "must be one JSON object");
    }
}
