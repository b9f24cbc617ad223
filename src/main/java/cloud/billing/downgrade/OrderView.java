package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A downgrade order as the internal API returns it (contract 2).
 *
 * @param from an instance type, Mbps or TB, by the kind of change
 * @param cancellableUntil null once it can no longer be cancelled, by the database's clock
 * @param cancelReason null for a customer's cancel
 * @param lastRelease by which a repeated release is recognized
 */
record OrderView(
        String accountId,
        String orderNumber,
        String instanceId,
        Change change,
        @Schema(oneOf = {String.class, BigDecimal.class}) Object from,
        @Schema(oneOf = {String.class, BigDecimal.class}) Object to,
        Instant effectiveAt,
        OrderStatus status,
        Instant createdAt,
        @Nullable Instant cancellableUntil,
        @Nullable Instant cancelledAt,
        @Nullable Actor cancelledBy,
        @Nullable String cancelReason,
        @Nullable String settlementId,
        @Nullable Instant processingSince,
        @Nullable Instant appliedAt,
        @JsonIgnore @Nullable Release lastRelease) {

    /** Which settlement released an order, and why. */
    record Release(@Nullable String settlementId, @Nullable String reason) {}

    boolean isHeldBy(@Nullable String settlement) {
        return settlement != null && settlement.equals(settlementId);
    }
}
