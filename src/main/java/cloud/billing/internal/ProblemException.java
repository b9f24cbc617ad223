package cloud.billing.internal;

import java.util.List;

/** A refusal of the internal API; nothing was changed. */
public final class ProblemException extends RuntimeException {

    private final ProblemCode code;
    private final transient List<FieldError> errors;

    public ProblemException(ProblemCode code) {
        this(code, List.of());
    }

    /** A refusal that says which fields are wrong. */
    public ProblemException(ProblemCode code, List<FieldError> errors) {
        super(code.title(), null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** A refusal of invalid content, for what is wrong with this field or parameter. */
    public static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemCode.INVALID_CONTENT, List.of(new FieldError(field, message)));
    }

    List<FieldError> errors() {
        return errors;
    }

    public ProblemCode code() {
        return code;
    }
}
