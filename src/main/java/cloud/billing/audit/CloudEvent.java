package cloud.billing.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log as its consumers read it: a CloudEvent 1.0 (contract 4).
 *
 * @param id a UUIDv7, by which a consumer recognizes an event that it has already seen
 * @param subject the order number, or the access key id
 * @param traceparent the W3C trace context of the request; absent if there was none
 */
record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceparent,
        EventData data) {

    private static final String VERSION = "1.0";
    private static final String DATA_TYPE = "application/json";

    /** Reads a row of {@code audit_event}. */
    static CloudEvent read(ResultSet row) throws SQLException {
        EventData data = EventData.read(row);
        return new CloudEvent(
                VERSION,
                row.getObject("id", UUID.class),
                data.source(),
                row.getString("type"),
                data.subject(),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                DATA_TYPE,
                row.getString("traceparent"),
                data);
    }
}
