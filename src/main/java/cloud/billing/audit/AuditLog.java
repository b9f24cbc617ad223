package cloud.billing.audit;

import cloud.billing.access.Actor;
import cloud.billing.action.RequestOrigin;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SQL that writes the events of orders and access keys (contract 4) within the statement that changes them: no change without its event, no
 * event without its change, and no extra round trip.
 */
public final class AuditLog {

    /** For a statement whose CTE {@code changed} returns the rows of {@code downgrade_order} that it changed: one event each. */
    public static final String INSERT_EVENT_OF_CHANGED = """
            INSERT INTO audit_event (
                type, traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value,
                effective_at, reason, actor_type, actor_id, source_ip, user_agent)
            SELECT :eventType, :traceparent, :requestId, account_id, instance_id, order_number, change, from_value, to_value,
                effective_at, :reason, :actorType, :actorId, :sourceIp, :userAgent
              FROM changed""";

    /** The same, if {@code changed} also returns each row's actor and request; the event has no reason. */
    public static final String INSERT_EVENT_OF_EACH_CHANGED = """
            INSERT INTO audit_event (
                type, traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value,
                effective_at, actor_type, actor_id, source_ip, user_agent)
            SELECT :eventType, traceparent, request_id, account_id, instance_id, order_number, change, from_value, to_value,
                effective_at, actor_type, actor_id, source_ip, user_agent
              FROM changed""";

    /** For a statement whose CTE {@code changed} returns rows of {@code access_key}. */
    public static final String INSERT_EVENT_OF_CHANGED_KEY = """
            INSERT INTO audit_event (
                type, traceparent, request_id, account_id, access_key_id, scopes, actor_type, actor_id, source_ip, user_agent)
            SELECT :eventType, :traceparent, :requestId, account_id, access_key_id, scopes,
                :actorType, :actorId, :sourceIp, :userAgent
              FROM changed""";

    private AuditLog() {}

    /** For orders: what happened, who did it through which request, and why; {@code reason} is null if none was given. */
    public static Map<String, @Nullable Object> parameters(
            OrderEvent event, Actor actor, RequestOrigin origin, @Nullable String reason) {
        Map<String, @Nullable Object> parameters = parameters(event.type(), actor, origin);
        parameters.put("reason", reason);
        return parameters;
    }

    /** The parameters of the insert for access keys. */
    public static Map<String, @Nullable Object> parameters(KeyEvent event, Actor actor, RequestOrigin origin) {
        return parameters(event.type(), actor, origin);
    }

    private static Map<String, @Nullable Object> parameters(String eventType, Actor actor, RequestOrigin origin) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("eventType", eventType);
        parameters.put("traceparent", origin.traceparent());
        parameters.put("requestId", origin.requestId().value());
        parameters.put("actorType", actor.type().name());
        parameters.put("actorId", actor.id());
        parameters.put("sourceIp", origin.sourceIp());
        parameters.put("userAgent", origin.userAgent());
        return parameters;
    }
}
