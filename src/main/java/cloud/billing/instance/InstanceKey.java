package cloud.billing.instance;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Identifies an instance: ownership is part of the key. */
@Embeddable
record InstanceKey(String accountId, String instanceId) implements Serializable {}
