package cloud.billing.downgrade;

import cloud.billing.internal.Cursor;
import cloud.billing.internal.FourDigitYear;
import cloud.billing.internal.Page;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import cloud.billing.internal.ResourceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pages of orders by {@code effectiveAt}, account and number. Keyset paging: orders that come and go do not shift the others. */
@Component
class OrderList {

    /** Scheduled orders; the redundant effective_at condition lets lists, and nothing else, use their index (V202611281100). */
    static final String SCHEDULED_BY_INDEX = "status = 'SCHEDULED' AND effective_at > '-infinity'";

    /** Includes the account, which is the first column of the indexes. */
    private static final String INSTANCE =
            "instance_id = :instanceId AND account_id = (SELECT account_id FROM instance WHERE instance_id = :instanceId)";

    private static final String KEY = "effective_at, account_id, order_number";

    private final JdbcClient jdbc;

    OrderList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page.
     *
     * @throws ProblemException if the cursor is not one of this list
     */
    Page<OrderView> page(Filter filter, int limit, @Nullable String cursor) {
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", limit + 1));
        List<OrderView> rows = jdbc.sql(statement(filter, cursor, parameters))
                .params(parameters)
                .query(OrderRows::read)
                .list();
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        OrderView last = rows.get(limit - 1);
        return new Page<>(
                List.copyOf(rows.subList(0, limit)),
                Cursor.of(last.effectiveAt().toString(), last.accountId(), last.orderNumber()));
    }

    /**
     * The statement for this filter: it has only the conditions that are asked for, so that an index fits. Without an account or instance it
     * merges one page per state, each read in order.
     */
    static String statement(Filter filter, @Nullable String cursor, Map<String, Object> parameters) {
        String where = where(filter, cursor, parameters);
        return states(filter).stream()
                .map(state ->
                        "(SELECT * FROM downgrade_order WHERE " + state + where + " ORDER BY " + KEY + " LIMIT :limit)")
                .collect(Collectors.joining(
                        " UNION ALL ",
                        "SELECT " + OrderRows.COLUMNS + " FROM (",
                        ") o ORDER BY " + KEY + " LIMIT :limit"));
    }

    private static List<String> states(Filter filter) {
        if (filter.isOfOneAccount()) {
            return List.of(filter.status() == null ? "true" : "status = '" + filter.status() + "'");
        }
        return Stream.of(OrderStatus.values())
                .filter(state -> filter.status() == null || filter.status() == state)
                .map(state -> state == OrderStatus.SCHEDULED ? SCHEDULED_BY_INDEX : "status = '" + state + "'")
                .toList();
    }

    private static String where(Filter filter, @Nullable String cursor, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder();
        and(where, "change = :change", filter.change(), parameters, "change");
        and(where, "account_id = :accountId", filter.accountId(), parameters, "accountId");
        and(where, INSTANCE, filter.instanceId(), parameters, "instanceId");
        and(where, "effective_at < :dueBefore", filter.dueBefore(), parameters, "dueBefore");
        if (cursor != null) {
            List<String> key = Cursor.parts(cursor, 3);
            where.append(" AND (" + KEY + ") > (:afterTime, :afterAccount, :afterNumber)");
            parameters.put("afterTime", time(key.get(0)));
            parameters.put("afterAccount", id(key.get(1)));
            parameters.put("afterNumber", id(key.get(2)));
        }
        return where.toString();
    }

    private static void and(
            StringBuilder where,
            String condition,
            @Nullable Object value,
            Map<String, Object> parameters,
            String parameter) {
        if (value != null) {
            where.append(" AND ").append(condition);
            parameters.put(parameter, sql(value));
        }
    }

    private static Object sql(Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value instanceof Change change ? change.name() : value;
    }

    private static OffsetDateTime time(String text) {
        try {
            Instant time = Instant.parse(text);
            if (FourDigitYear.Validator.hasFourDigits(time)) {
                return time.atOffset(ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            // reported below
        }
        throw new ProblemException(ProblemCode.INVALID_CURSOR);
    }

    private static String id(String text) {
        if (!text.matches(ResourceId.FORM)) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        return text;
    }

    /** Which orders are wanted; null matches any. */
    record Filter(
            @Nullable OrderStatus status,
            @Nullable Change change,
            @Nullable String accountId,
            @Nullable String instanceId,
            @Nullable Instant dueBefore) {

        /** An instance belongs to one account. */
        boolean isOfOneAccount() {
            return accountId != null || instanceId != null;
        }
    }
}
