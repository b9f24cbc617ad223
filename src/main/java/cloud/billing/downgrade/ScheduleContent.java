package cloud.billing.downgrade;

import cloud.billing.internal.FourDigitYear;
import cloud.billing.internal.PlainText;
import cloud.billing.internal.ProblemException;
import cloud.billing.internal.ResourceId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A downgrade to be scheduled, as a service sends it.
 *
 * @param from the current value: an instance type, Mbps or TB, by the kind of change; a number may also be sent as text
 * @param to the new value
 * @param effectiveAt the beginning of the next billing cycle; truncated to the microsecond
 */
record ScheduleContent(
        @ResourceId String instanceId,
        @NotNull Change change,

        @NotNull @Schema(oneOf = {String.class, BigDecimal.class})
        Object from,

        @NotNull @Schema(oneOf = {String.class, BigDecimal.class})
        Object to,

        @NotNull @FourDigitYear Instant effectiveAt) {

    private static final int TYPE_LENGTH = 64;
    private static final int LONGEST_SCALE = 100; // beyond this, plain notation would have too many zeros
    private static final Pattern MBPS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TB = Pattern.compile("[0-9]{1,9}([.][0-9]{1,6})?");

    ScheduleRequest request(OrderCommand command) {
        return new ScheduleRequest(
                command,
                instanceId,
                change,
                value("from", from),
                value("to", to),
                effectiveAt.truncatedTo(ChronoUnit.MICROS));
    }

    private String value(String field, Object value) {
        String text = value instanceof BigDecimal number ? plain(number) : value.toString();
        return switch (change) {
            case SPECIFICATION -> instanceType(field, value, text);
            case BANDWIDTH -> number(field, text, MBPS, "must be a whole number of Mbps");
            case TRAFFIC_PACKAGE -> number(field, text, TB, "must be a number of TB");
        };
    }

    /** Without exponent and trailing zeros, however JSON wrote it. */
    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return Math.abs((long) stripped.scale()) > LONGEST_SCALE ? stripped.toString() : stripped.toPlainString();
    }

    private static String instanceType(String field, Object value, String text) {
        if (!(value instanceof String)
                || text.isBlank()
                || text.length() > TYPE_LENGTH
                || !text.matches(PlainText.FORM)) {
            throw ProblemException.invalid(field, "must be an instance type");
        }
        return text;
    }

    private static String number(String field, String text, Pattern form, String message) {
        if (!form.matcher(text).matches()) {
            throw ProblemException.invalid(field, message);
        }
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
