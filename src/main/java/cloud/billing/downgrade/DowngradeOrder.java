package cloud.billing.downgrade;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A downgrade order as it is read. Only the statements of {@link DowngradeOrderService} change one. */
@Entity
@Immutable
class DowngradeOrder {

    @EmbeddedId
    private OrderKey key;

    private String instanceId;

    @Enumerated(EnumType.STRING)
    private Change change;

    private String fromValue;
    private String toValue;
    private Instant effectiveAt;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    protected DowngradeOrder() {}

    String toValue() {
        return toValue;
    }

    Instant effectiveAt() {
        return effectiveAt;
    }
}
