package cloud.billing.instance;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pages of an account's instances by id, with the count of all that match, in one statement. */
@Component
class InstanceList {

    /**
     * Finds the page's ids first and then fetches their rows: skipped rows are only counted over, as {@code totalCount} does anyway. The
     * count is returned even if the page is empty.
     */
    private static final String PAGE = """
            SELECT t.total, i.*
              FROM (SELECT count(*) AS total FROM instance WHERE %1$s) t
              LEFT JOIN (
                  SELECT i.* FROM instance i JOIN (
                      SELECT account_id, instance_id FROM instance WHERE %1$s
                       ORDER BY account_id, instance_id LIMIT :limit OFFSET :offset) page
                    USING (account_id, instance_id)) i ON true
             ORDER BY i.instance_id""";

    private final JdbcClient jdbc;

    InstanceList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    InstancePage page(String accountId, InstanceFilter filter) {
        Map<String, Object> parameters = new HashMap<>(Map.of("accountId", accountId));
        List<CountedRow> rows = jdbc.sql(statement(filter, parameters))
                .params(parameters)
                .query((row, number) -> new CountedRow(row.getLong("total"), item(row)))
                .list();
        return new InstancePage(
                rows.getFirst().total(),
                rows.stream().flatMap(row -> Stream.ofNullable(row.item())).toList());
    }

    /** The statement for this filter: it has only the conditions that are asked for, so that an index fits. */
    static String statement(InstanceFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("account_id = :accountId");
        if (filter.instanceIds() != null) {
            where.append(" AND instance_id = ANY (:instanceIds)");
            parameters.put("instanceIds", filter.instanceIds().toArray(String[]::new));
        }
        if (filter.instanceName() != null && filter.instanceName().endsWith("*")) {
            where.append(" AND starts_with(instance_name, :namePrefix)");
            parameters.put(
                    "namePrefix",
                    filter.instanceName().substring(0, filter.instanceName().length() - 1));
        } else {
            and(where, "instance_name", "instanceName", filter.instanceName(), parameters);
        }
        and(where, "zone_id", "zoneId", filter.zoneId(), parameters);
        and(where, "instance_type", "instanceType", filter.instanceType(), parameters);
        and(where, "instance_status", "instanceStatus", filter.instanceStatus(), parameters);
        and(where, "internet_charge_type", "internetChargeType", filter.internetChargeType(), parameters);
        parameters.put("limit", filter.pageSize());
        parameters.put("offset", filter.offset());
        return PAGE.formatted(where);
    }

    private static void and(
            StringBuilder where,
            String column,
            String parameter,
            @Nullable String value,
            Map<String, Object> parameters) {
        if (value != null) {
            where.append(" AND ").append(column).append(" = :").append(parameter);
            parameters.put(parameter, value);
        }
    }

    private static @Nullable InstanceItem item(ResultSet row) throws SQLException {
        if (row.getString("instance_id") == null) {
            return null;
        }
        return new InstanceItem(
                row.getString("instance_id"),
                row.getString("zone_id"),
                row.getString("instance_name"),
                row.getString("instance_type"),
                row.getString("instance_charge_type"),
                row.getString("internet_charge_type"),
                row.getInt("internet_max_bandwidth_out"),
                row.getBigDecimal("traffic_package_size"),
                row.getString("instance_status"),
                time(row, "create_time"),
                time(row, "expired_time"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    private record CountedRow(long total, @Nullable InstanceItem item) {}

    /** What DescribeInstances adds to its answer (contract 1.3). */
    record InstancePage(long totalCount, List<InstanceItem> dataSet) {}

    /** One instance of the page; times to the second. */
    record InstanceItem(
            String instanceId,
            String zoneId,
            String instanceName,
            String instanceType,
            String instanceChargeType,
            String internetChargeType,
            int internetMaxBandwidthOut,
            BigDecimal trafficPackageSize,
            String instanceStatus,
            @Nullable Instant createTime,
            @Nullable Instant expiredTime) {}
}
