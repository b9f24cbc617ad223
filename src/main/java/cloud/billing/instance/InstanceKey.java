package cloud.billing.instance;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** An instance of an account: ownership is part of the key. */
@Embeddable
record InstanceKey(String accountId, String instanceId) implements Serializable {}
