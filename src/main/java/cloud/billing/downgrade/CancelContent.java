package cloud.billing.downgrade;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why the platform cancels an order. */
record CancelContent(@NotBlank @Size(max = 512) String reason) {}
