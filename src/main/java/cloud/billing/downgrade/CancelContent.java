package cloud.billing.downgrade;

import cloud.billing.internal.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why the platform cancels an order. */
record CancelContent(@NotBlank @PlainText @Size(max = 512) String reason) {}
