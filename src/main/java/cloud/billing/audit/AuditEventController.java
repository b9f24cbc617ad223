package cloud.billing.audit;

import cloud.billing.access.Scope;
import cloud.billing.internal.Cursor;
import cloud.billing.internal.InternalApi;
import cloud.billing.internal.Page;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import cloud.billing.internal.RequiresScope;
import cloud.billing.internal.ResourceId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The feed of the audit log, for services of the platform (contract 2). */
@InternalApi
class AuditEventController {

    private final AuditFeed feed;
    private final String generation;

    AuditEventController(JdbcClient jdbc, AuditProperties audit) {
        this.feed = new AuditFeed(jdbc);
        this.generation = audit.generation();
    }

    /** A page of events, oldest first. There is always a cursor, even on an empty page, to continue from later. */
    @GetMapping("/audit-events")
    @RequiresScope(Scope.AUDIT_READ)
    Page<CloudEvent> listAuditEvents(
            @RequestParam(required = false) @Nullable @Pattern(regexp = ResourceId.FORM) String accountId,
            @RequestParam(required = false) @Nullable @Pattern(regexp = ResourceId.FORM) String instanceId,
            @RequestParam(required = false) @Nullable @Pattern(regexp = ResourceId.FORM) String orderNumber,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        AuditFeed.Filter filter = new AuditFeed.Filter(accountId, instanceId, orderNumber);
        try {
            AuditFeed.Events events =
                    feed.read(cursor == null ? FeedCursor.START : parse(cursor, generation), filter, limit);
            return new Page<>(events.events(), text(events.next()));
        } catch (ForeignCursorException e) {
            throw new ProblemException(ProblemCode.CURSOR_OF_ANOTHER_LOG);
        }
    }

    private String text(FeedCursor cursor) {
        return Cursor.of(
                Stream.concat(Stream.of(generation), cursor.parts().stream()).toArray(String[]::new));
    }

    /** The position that a cursor encodes, in the log of this generation. */
    static FeedCursor parse(String cursor, String generation) {
        List<String> parts = Cursor.parts(cursor);
        FeedCursor position;
        try {
            position = FeedCursor.of(parts.subList(1, parts.size()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        if (!parts.getFirst().equals(generation)) {
            throw new ForeignCursorException();
        }
        return position;
    }
}
