package cloud.billing.instance;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Which instance of which account: ownership is part of the key. */
@Embeddable
record InstanceKey(String accountId, String instanceId) implements Serializable {}
