package cloud.billing.internal;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An id of the contract (2): required; 1 to 64 letters, digits, '.', '_' and '-', the first a letter or a digit. */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@ReportAsSingleViolation
@NotNull @Pattern(regexp = ResourceId.FORM) public @interface ResourceId {

    String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    String message() default "must match " + FORM;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
