package cloud.billing.downgrade;

import cloud.billing.internal.PlainText;
import cloud.billing.internal.ResourceId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Which settlement releases an order, and why. */
record ReleaseContent(
        @ResourceId String settlementId,
        @NotBlank @PlainText @Size(max = 512) String reason) {}
