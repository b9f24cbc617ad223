package cloud.billing.downgrade;

import cloud.billing.action.RequestId;
import cloud.billing.action.RequestIdentity;
import cloud.billing.audit.AuditLog;
import cloud.billing.audit.OrderEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The statements of a cancel; each is a transaction of its own and one round trip. */
@Component
class CancelStatements {

    /**
     * The order's state, the event and the idempotency record of each request change together or not at all. Requests race for the order's
     * row: one that had to wait for its lock checks the condition again, with the clock as it then is. Digests are inserted in order, so
     * that two groups cannot deadlock. The planner must not know the number of requests (or a custom plan for a few would look cheaper than
     * the generic one that can be kept), and must have no way to read a whole table: look-ups are scalar subqueries, or lateral ones with a
     * lock, and never ordinary joins.
     *
     * <p>Cancels what is {@code asked}, waiting for locks, or only what of it is {@code free} of locks; an unused CTE does not run. Orders
     * that are due are not locked: even if it changes nothing, a lock's commit waits for the disk and the standby.
     */
    private static final String CANCEL_FORM = """
            WITH asked AS (
                SELECT * FROM unnest(
                    (SELECT CAST(:accountIds AS text[])), CAST(:instanceIds AS text[]), CAST(:changes AS text[]),
                    CAST(:internetChargeTypes AS text[]), CAST(:actorTypes AS text[]), CAST(:actorIds AS text[]),
                    CAST(:requestIds AS text[]), CAST(:traceparents AS text[]), CAST(:sourceIps AS text[]),
                    CAST(:userAgents AS text[]), CAST(:signatureDigests AS bytea[]), CAST(:keyDigests AS bytea[]),
                    CAST(:fingerprints AS bytea[]))
                  WITH ORDINALITY AS each (
                    account_id, instance_id, change, internet_charge_type, actor_type, actor_id, request_id, traceparent,
                    source_ip, user_agent, signature_digest, key_digest, fingerprint, place)
            ), free AS (
                SELECT asked.* FROM asked, LATERAL (
                    SELECT FROM downgrade_order o
                     WHERE o.account_id = asked.account_id AND o.instance_id = asked.instance_id AND o.change = asked.change
                       AND o.status = 'SCHEDULED' AND o.effective_at > clock_timestamp() FOR UPDATE SKIP LOCKED) AS locked
            ), changed AS (
                UPDATE downgrade_order o
                   SET status = 'CANCELLED', cancelled_at = clock_timestamp(),
                       cancelled_by_type = a.actor_type, cancelled_by_id = a.actor_id
                  FROM %s a
                 WHERE o.account_id = a.account_id AND o.instance_id = a.instance_id AND o.change = a.change
                   AND o.status = 'SCHEDULED' AND o.effective_at > clock_timestamp()
                   AND (SELECT count(*) FROM remembered_success r
                         WHERE r.account_id = a.account_id AND r.digest IN (a.signature_digest, a.key_digest)) = 0
                   AND (a.internet_charge_type IS NULL OR a.internet_charge_type = (
                        SELECT i.internet_charge_type FROM instance i
                         WHERE i.account_id = a.account_id AND i.instance_id = a.instance_id))
                RETURNING a.*, o.order_number, o.from_value, o.to_value, o.effective_at
            ), event AS (
                %s
            ), remembered AS (
                INSERT INTO remembered_success (account_id, digest, fingerprint, request_id)
                SELECT account_id, digest, fingerprint, request_id
                  FROM changed, LATERAL (VALUES (signature_digest), (key_digest)) AS known (digest)
                 WHERE digest IS NOT NULL
                 ORDER BY account_id, digest
            )
            SELECT place - 1 AS place FROM changed""";

    static final String CANCEL = CANCEL_FORM.formatted("asked", AuditLog.INSERT_EVENT_OF_EACH_CHANGED);
    static final String CANCEL_FREE = CANCEL_FORM.formatted("free", AuditLog.INSERT_EVENT_OF_EACH_CHANGED);

    private static final String WHY_NOT_CANCELLED = """
            SELECT i.instance_id IS NOT NULL AS instance_exists, i.internet_charge_type,
                   o.order_number, o.status, o.effective_at > clock_timestamp() AS is_early,
                   coalesce(o.cancelled_at, o.applied_at, o.processing_since, o.effective_at) AS since,
                   coalesce(o.cancelled_at, o.processing_since) > clock_timestamp() - interval '1 second' AS is_just_taken,
                   r.request_id, r.is_same, r.times
              FROM (VALUES (1)) AS always
              LEFT JOIN instance i ON i.account_id = :accountId AND i.instance_id = :instanceId
              LEFT JOIN LATERAL (
                  SELECT * FROM downgrade_order
                   WHERE account_id = :accountId AND instance_id = :instanceId AND change = :change
                   ORDER BY created_at DESC LIMIT 1) o ON true
              LEFT JOIN LATERAL (
                  SELECT request_id, fingerprint = :fingerprint AS is_same, count(*) OVER () AS times
                    FROM remembered_success
                   WHERE account_id = :accountId AND digest IN (:signatureDigest, :keyDigest)
                   ORDER BY is_same DESC, remembered_at LIMIT 1) r ON true""";

    private static final String REMEMBER = """
            INSERT INTO remembered_success (account_id, digest, fingerprint, request_id)
            SELECT :accountId, digest, :fingerprint, :requestId
              FROM (VALUES (CAST(:signatureDigest AS bytea)), (CAST(:keyDigest AS bytea))) AS known (digest)
             WHERE digest IS NOT NULL
            ON CONFLICT DO NOTHING""";

    private final JdbcClient jdbc;

    CancelStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Cancels these orders, with their events and idempotency records; skips those that somebody has locked.
     *
     * @return the list indexes of those that it cancelled; for the others it found nothing to cancel, or a locked order
     */
    Set<Integer> cancelFree(List<CancelRequest> requests) {
        return cancelled(CANCEL_FREE, requests);
    }

    /** Cancels the order, with its event and idempotency record; waits for locks; false if there is nothing that it may cancel. */
    boolean cancel(CancelRequest request) {
        try {
            return !cancelled(CANCEL, List.of(request)).isEmpty();
        } catch (DuplicateKeyException e) {
            return false; // another request with the same key won
        }
    }

    private Set<Integer> cancelled(String statement, List<CancelRequest> requests) {
        return jdbc.sql(statement)
                .params(columns(requests))
                .query((row, number) -> row.getInt("place"))
                .set();
    }

    /** Why a cancel found nothing. */
    Findings whyNotCancelled(CancelRequest request) {
        return jdbc.sql(WHY_NOT_CANCELLED)
                .params(parameters(request))
                .query((row, number) -> findings(row))
                .single();
    }

    /** Records the first answer under the digests of this retry as well; returns how many of them were new. */
    int remember(CancelRequest repeat, RequestId first) {
        Map<String, @Nullable Object> parameters = parameters(repeat);
        parameters.put("requestId", first.value());
        return jdbc.sql(REMEMBER).params(parameters).update();
    }

    static Map<String, Object> columns(List<CancelRequest> requests) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("eventType", OrderEvent.CANCELLED.type());
        columns.put("accountIds", texts(requests, CancelRequest::accountId));
        columns.put("instanceIds", texts(requests, CancelRequest::instanceId));
        columns.put("changes", texts(requests, each -> each.change().name()));
        columns.put("internetChargeTypes", texts(requests, each -> each.change().internetChargeType()));
        columns.put("actorTypes", texts(requests, each -> each.actor().type().name()));
        columns.put("actorIds", texts(requests, each -> each.actor().id()));
        columns.put(
                "requestIds", texts(requests, each -> each.origin().requestId().value()));
        columns.put("traceparents", texts(requests, each -> each.origin().traceparent()));
        columns.put("sourceIps", texts(requests, each -> each.origin().sourceIp()));
        columns.put("userAgents", texts(requests, each -> each.origin().userAgent()));
        columns.put("signatureDigests", digests(requests, RequestIdentity::signatureDigest));
        columns.put("keyDigests", digests(requests, RequestIdentity::keyDigest));
        columns.put("fingerprints", digests(requests, RequestIdentity::fingerprint));
        return columns;
    }

    private static @Nullable String[] texts(
            List<CancelRequest> requests, Function<CancelRequest, @Nullable String> column) {
        return requests.stream().map(column).toArray(String[]::new);
    }

    private static byte[][] digests(List<CancelRequest> requests, Function<RequestIdentity, byte @Nullable []> column) {
        return requests.stream().map(CancelRequest::identity).map(column).toArray(byte[][]::new);
    }

    private static Map<String, @Nullable Object> parameters(CancelRequest request) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("accountId", request.accountId());
        parameters.put("instanceId", request.instanceId());
        parameters.put("change", request.change().name());
        parameters.put("signatureDigest", request.identity().signatureDigest());
        parameters.put("keyDigest", request.identity().keyDigest());
        parameters.put("fingerprint", request.identity().fingerprint());
        return parameters;
    }

    private static Findings findings(ResultSet row) throws SQLException {
        String firstRequestId = row.getString("request_id");
        return new Findings(
                row.getBoolean("instance_exists"),
                row.getString("internet_charge_type"),
                latestOrder(row),
                row.getBoolean("is_early"),
                row.getBoolean("is_just_taken"),
                firstRequestId == null ? null : new RequestId(firstRequestId),
                row.getBoolean("is_same"),
                row.getInt("times"));
    }

    private static @Nullable LatestOrder latestOrder(ResultSet row) throws SQLException {
        String orderNumber = row.getString("order_number");
        if (orderNumber == null) {
            return null;
        }
        Instant since = row.getObject("since", OffsetDateTime.class).toInstant();
        return new LatestOrder(orderNumber, OrderStatus.valueOf(row.getString("status")), since);
    }

    /**
     * What a cancel found instead of an order that it could cancel.
     *
     * @param isEarly whether the latest order is not due yet
     * @param isJustTaken whether somebody else cancelled it or started to process it less than a second ago
     * @param firstRequestId of the success that is recorded for this request's signature or key; null if there is none
     * @param isSame whether that success had the same action and body
     * @param recordedDigests how many of the request's digests are recorded
     */
    record Findings(
            boolean instanceExists,
            @Nullable String internetChargeType,
            @Nullable LatestOrder latest,
            boolean isEarly,
            boolean isJustTaken,
            @Nullable RequestId firstRequestId,
            boolean isSame,
            int recordedDigests) {

        /** Whether the instance's {@code internetChargeType} rules out this kind of change. */
        boolean isChargeTypeNotSupported(Change change) {
            return change.internetChargeType() != null
                    && !change.internetChargeType().equals(internetChargeType);
        }

        /** Whether the request may still cancel the order: it was locked, or scheduled after the cancel looked. */
        boolean isCancellable(Change change) {
            return scheduled(change) != null && isEarly;
        }

        /** The order that is due but, as far as is committed, neither taken nor cancelled; null if there is none. */
        @Nullable LatestOrder due(Change change) {
            return isEarly ? null : scheduled(change);
        }

        /** The order that is neither taken nor cancelled; null if there is none, or this request cannot be the one to cancel it. */
        private @Nullable LatestOrder scheduled(Change change) {
            boolean isScheduled = latest != null && latest.status() == OrderStatus.SCHEDULED;
            return isScheduled && firstRequestId == null && !isChargeTypeNotSupported(change) ? latest : null;
        }
    }
}
