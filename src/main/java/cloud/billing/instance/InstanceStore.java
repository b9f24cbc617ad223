package cloud.billing.instance;

import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes instances. */
@Component
class InstanceStore {

    /** Inserts or replaces the whole instance; {@code xmax} is 0 for an inserted row. */
    private static final String PUT = """
            INSERT INTO instance (
                account_id, instance_id, instance_name, zone_id, instance_type, instance_charge_type, instance_status,
                internet_charge_type, internet_max_bandwidth_out, traffic_package_size, create_time, expired_time)
            VALUES (
                :accountId, :instanceId, :instanceName, :zoneId, :instanceType, :instanceChargeType, :instanceStatus,
                :internetChargeType, :internetMaxBandwidthOut, :trafficPackageSize, :createTime, :expiredTime)
            ON CONFLICT (account_id, instance_id) DO UPDATE SET
                instance_name = excluded.instance_name, zone_id = excluded.zone_id, instance_type = excluded.instance_type,
                instance_charge_type = excluded.instance_charge_type, instance_status = excluded.instance_status,
                internet_charge_type = excluded.internet_charge_type,
                internet_max_bandwidth_out = excluded.internet_max_bandwidth_out,
                traffic_package_size = excluded.traffic_package_size, create_time = excluded.create_time,
                expired_time = excluded.expired_time
            RETURNING xmax = 0""";

    private final JdbcClient jdbc;

    InstanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Creates or replaces an instance; true if it is new.
     *
     * @throws ProblemException if another account has an instance with this id
     */
    boolean put(InstanceKey key, InstanceContent content) {
        try {
            return putOnce(key, content);
        } catch (DuplicateKeyException mayBeOurOwn) {
            return putAgain(key, content);
        }
    }

    /**
     * If two requests create the same instance at once, the second may violate the unique key on the id alone, which {@code ON CONFLICT}
     * does not cover. By now the first has committed: a second violation is by another account's instance.
     */
    private boolean putAgain(InstanceKey key, InstanceContent content) {
        try {
            return putOnce(key, content);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(ProblemCode.INSTANCE_OF_ANOTHER_ACCOUNT);
        }
    }

    private boolean putOnce(InstanceKey key, InstanceContent content) {
        return jdbc.sql(PUT)
                .params(parameters(key, content))
                .query(Boolean.class)
                .single();
    }

    private static Map<String, @Nullable Object> parameters(InstanceKey key, InstanceContent content) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("accountId", key.accountId());
        parameters.put("instanceId", key.instanceId());
        parameters.put("instanceName", content.instanceName());
        parameters.put("zoneId", content.zoneId());
        parameters.put("instanceType", content.instanceType());
        parameters.put("instanceChargeType", content.instanceChargeType().name());
        parameters.put("instanceStatus", content.instanceStatus());
        parameters.put("internetChargeType", content.internetChargeType());
        parameters.put("internetMaxBandwidthOut", content.internetMaxBandwidthOut());
        parameters.put("trafficPackageSize", content.trafficPackageSize());
        parameters.put("createTime", utc(content.createTime()));
        parameters.put("expiredTime", utc(content.expiredTime()));
        return parameters;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
