package cloud.billing.instance;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A virtual machine of an account. */
@Entity
@Immutable
class Instance {

    @EmbeddedId
    private InstanceKey key;

    private String instanceName;
    private String zoneId;
    private String instanceType;
    private String instanceChargeType;
    private String instanceStatus;
    private String internetChargeType;
    private int internetMaxBandwidthOut;
    private BigDecimal trafficPackageSize;
    private OffsetDateTime createTime; // as an Instant, an old time would be read in the Julian calendar
    private @Nullable OffsetDateTime expiredTime;

    protected Instance() {}

    InstanceContent content() {
        return new InstanceContent(
                instanceName,
                zoneId,
                instanceType,
                InstanceChargeType.valueOf(instanceChargeType),
                instanceStatus,
                internetChargeType,
                internetMaxBandwidthOut,
                trafficPackageSize,
                createTime.toInstant(),
                expiredTime == null ? null : expiredTime.toInstant());
    }
}
