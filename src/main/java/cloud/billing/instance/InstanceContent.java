package cloud.billing.instance;

import cloud.billing.internal.FourDigitYear;
import cloud.billing.internal.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An instance as services of the platform write and read it (contract 2). Times are truncated to the microsecond, as stored.
 *
 * @param internetMaxBandwidthOut Mbps; 0 if omitted
 * @param trafficPackageSize TB; 0 if omitted
 * @param expiredTime the end of the paid time; null for a POSTPAID one
 */
record InstanceContent(
        @NotBlank @PlainText @Size(max = 255) String instanceName,
        @NotBlank @PlainText @Size(max = 64) String zoneId,
        @NotBlank @PlainText @Size(max = 64) String instanceType,
        @NotNull InstanceChargeType instanceChargeType,
        @NotBlank @PlainText @Size(max = 64) String instanceStatus,
        @NotBlank @PlainText @Size(max = 64) String internetChargeType,
        @Schema(defaultValue = "0") @Min(0) @Nullable Integer internetMaxBandwidthOut,

        @Schema(defaultValue = "0") @Min(0) @Digits(integer = 9, fraction = 6) @Nullable BigDecimal trafficPackageSize,

        @NotNull @FourDigitYear Instant createTime,
        @FourDigitYear @Nullable Instant expiredTime) {

    InstanceContent {
        internetMaxBandwidthOut = Objects.requireNonNullElse(internetMaxBandwidthOut, 0);
        trafficPackageSize = Objects.requireNonNullElse(trafficPackageSize, BigDecimal.ZERO);
        createTime = micros(createTime);
        expiredTime = micros(expiredTime);
    }

    private static @Nullable Instant micros(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }
}
