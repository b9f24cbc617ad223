package cloud.billing.downgrade;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** Which order of which account. */
@Embeddable
record OrderKey(String accountId, String orderNumber) implements Serializable {}
