package cloud.billing.downgrade;

import cloud.billing.action.RequestId;
import cloud.billing.audit.AuditLog;
import cloud.billing.audit.OrderEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The three statements of a cancel; each is a transaction of its own and one round trip. */
@Component
class CancelStatements {

    /**
     * State, event and memory change together or not at all. The row is what is raced for: where somebody changed it while this waited
     * for its lock, the condition is looked at again, with the clock as it then is.
     */
    private static final String CANCEL_FORM = """
            WITH changed AS (
                UPDATE downgrade_order
                   SET status = 'CANCELLED', cancelled_at = clock_timestamp(),
                       cancelled_by_type = :actorType, cancelled_by_id = :actorId
                 WHERE account_id = :accountId AND instance_id = :instanceId AND change = :change
                   AND status = 'SCHEDULED' AND effective_at > clock_timestamp()
                   AND NOT EXISTS (SELECT FROM remembered_success
                                    WHERE account_id = :accountId AND digest IN (:signatureDigest, :keyDigest))
                   %s
                RETURNING *
            ), event AS (
                %s
            ), remembered AS (
                INSERT INTO remembered_success (account_id, digest, fingerprint, request_id)
                SELECT account_id, digest, :fingerprint, :requestId
                  FROM changed, (VALUES (CAST(:signatureDigest AS bytea)), (CAST(:keyDigest AS bytea))) AS known (digest)
                 WHERE digest IS NOT NULL
            )
            SELECT count(*) FROM changed""";

    private static final String OF_INTERNET_CHARGE_TYPE = """
            AND EXISTS (SELECT FROM instance i
                         WHERE i.account_id = :accountId AND i.instance_id = :instanceId
                           AND i.internet_charge_type = :internetChargeType)""";

    static final String CANCEL = CANCEL_FORM.formatted("", AuditLog.INSERT_EVENT_OF_CHANGED);
    private static final String CANCEL_OF_INTERNET_CHARGE_TYPE =
            CANCEL_FORM.formatted(OF_INTERNET_CHARGE_TYPE, AuditLog.INSERT_EVENT_OF_CHANGED);

    private static final String EXPLAIN = """
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

    /** Cancels the order, leaves the event and remembers the success; false where it finds nothing that it may cancel. */
    boolean cancel(CancelRequest request) {
        Map<String, @Nullable Object> parameters = parameters(request);
        parameters.putAll(AuditLog.parameters(OrderEvent.CANCELLED, request.actor(), request.origin(), null));
        try {
            return jdbc.sql(cancelOf(request.change()))
                            .params(parameters)
                            .query(Integer.class)
                            .single()
                    == 1;
        } catch (DuplicateKeyException e) {
            return false; // another request with the same key has won meanwhile
        }
    }

    /** Why a cancel found nothing. */
    Findings explain(CancelRequest request) {
        return jdbc.sql(EXPLAIN)
                .params(parameters(request))
                .query((row, number) -> findings(row))
                .single();
    }

    /** Remembers the first answer under what this repeat of it is known by as well; under how many that was new. */
    int remember(CancelRequest repeat, RequestId first) {
        Map<String, @Nullable Object> parameters = parameters(repeat);
        parameters.put("requestId", first.value());
        return jdbc.sql(REMEMBER).params(parameters).update();
    }

    private static String cancelOf(Change change) {
        return change.internetChargeType() == null ? CANCEL : CANCEL_OF_INTERNET_CHARGE_TYPE;
    }

    private static Map<String, @Nullable Object> parameters(CancelRequest request) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("accountId", request.accountId());
        parameters.put("instanceId", request.instanceId());
        parameters.put("change", request.change().name());
        parameters.put("internetChargeType", request.change().internetChargeType());
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
     * What there is instead of an order that can be cancelled.
     *
     * @param isEarly whether the latest order's time has not come
     * @param isJustTaken whether somebody else cancelled or took it less than a second ago
     * @param firstRequestId of the success that is remembered for this request's signature or key; null where there is none
     * @param isSame whether that success was of the same action and body
     * @param times under how many of its digests the request is remembered
     */
    record Findings(
            boolean instanceExists,
            @Nullable String internetChargeType,
            @Nullable LatestOrder latest,
            boolean isEarly,
            boolean isJustTaken,
            @Nullable RequestId firstRequestId,
            boolean isSame,
            int times) {

        /** Whether the instance is charged in a way that this kind of change does not fit. */
        boolean isChargedOtherwise(Change change) {
            return change.internetChargeType() != null
                    && !change.internetChargeType().equals(internetChargeType);
        }

        /** Whether an order has been scheduled since the cancel looked. */
        boolean isCancellable(Change change) {
            return !isChargedOtherwise(change) && latest != null && latest.status() == OrderStatus.SCHEDULED && isEarly;
        }
    }
}
