package cloud.billing.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;

/** Says what is wrong with which field of a request, without revealing internals. */
final class InvalidContent {

    /** For content in which no field can be identified. */
    static final FieldError UNREADABLE = new FieldError("body", "must be one JSON object");

    private static final String OTHER_TYPE = "has the wrong type";

    private InvalidContent() {}

    /** What is wrong with which field; empty for other kinds of failure. */
    static List<FieldError> errors(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> e.errors();
            case MethodArgumentNotValidException e -> ofBody(e).toList();
            case HandlerMethodValidationException e ->
                e.getParameterValidationResults().stream()
                        .flatMap(InvalidContent::ofParameter)
                        .toList();
            case MethodArgumentTypeMismatchException e -> List.of(new FieldError(e.getName(), OTHER_TYPE));
            case HttpMessageNotReadableException e -> List.of(unreadable(e));
            default -> List.of();
        };
    }

    private static Stream<FieldError> ofParameter(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return ofBody(body);
        }
        String parameter = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream().map(error -> new FieldError(parameter, message(error)));
    }

    private static Stream<FieldError> ofBody(Errors errors) {
        return errors.getFieldErrors().stream().map(error -> new FieldError(error.getField(), message(error)));
    }

    private static FieldError unreadable(HttpMessageNotReadableException failure) {
        if (failure.getCause() instanceof JacksonException mismatch
                && (mismatch instanceof DatabindException || mismatch instanceof InputCoercionException)
                && !mismatch.getPath().isEmpty()) {
            String field = mismatch.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
                    .collect(Collectors.joining("."));
            return new FieldError(field, OTHER_TYPE);
        }
        return UNREADABLE;
    }

    private static String message(MessageSourceResolvable error) {
        return String.valueOf(error.getDefaultMessage());
    }
}
