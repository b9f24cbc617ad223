package cloud.billing.instance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** An instance with its ids. */
record InstanceView(
        String accountId, String instanceId, @JsonUnwrapped InstanceContent content) {}
