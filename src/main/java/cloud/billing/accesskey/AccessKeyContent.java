package cloud.billing.accesskey;

import cloud.billing.internal.PlainText;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scopes and description of a new access key.
 *
 * @param scopes {@code vm:read}, {@code vm:write} or both
 */
record AccessKeyContent(
        @NotEmpty Set<@NotNull @Pattern(regexp = "vm:(read|write)") String> scopes,
        @PlainText @Size(max = 255) @Nullable String description) {

    AccessKeyContent {
        description = Objects.requireNonNullElse(description, "");
    }
}
