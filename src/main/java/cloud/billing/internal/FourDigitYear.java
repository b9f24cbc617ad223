package cloud.billing.internal;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time in the years 1 to 9999, which RFC 3339 can express and the database can store. */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FourDigitYear.Validator.class)
public @interface FourDigitYear {

    String message() default "must be in the years 1 to 9999";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks a time; null is valid. */
    final class Validator implements ConstraintValidator<FourDigitYear, Instant> {

        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

        @Override
        public boolean isValid(@Nullable Instant time, ConstraintValidatorContext context) {
            return time == null || hasFourDigits(time);
        }

        /** Whether a time is in those years. */
        public static boolean hasFourDigits(Instant time) {
            return !time.isBefore(FIRST) && !time.isAfter(LAST);
        }
    }
}
