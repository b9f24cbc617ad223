package cloud.billing.accesskey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access key without its password.
 *
 * @param disabledAt null while it can sign
 */
record AccessKeyView(
        String accessKeyId,
        List<String> scopes,
        String description,
        Instant createdAt,
        @Nullable Instant disabledAt) {

    static AccessKeyView read(ResultSet row, int number) throws SQLException {
        OffsetDateTime disabled = row.getObject("disabled_at", OffsetDateTime.class);
        return new AccessKeyView(
                row.getString("access_key_id"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getString("description"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                disabled == null ? null : disabled.toInstant());
    }
}
