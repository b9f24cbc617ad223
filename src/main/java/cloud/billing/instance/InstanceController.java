package cloud.billing.instance;

import cloud.billing.access.Scope;
import cloud.billing.action.OutcomeUnknownException;
import cloud.billing.internal.InternalApi;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import cloud.billing.internal.RequiresScope;
import cloud.billing.internal.ResourceId;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** Instances, as services of the platform write and read them (contract 2). */
@InternalApi
class InstanceController {

    private static final String INSTANCE = "/accounts/{accountId}/instances/{instanceId}";

    private final InstanceStore store;
    private final InstanceRepository instances;

    InstanceController(InstanceStore store, InstanceRepository instances) {
        this.store = store;
        this.instances = instances;
    }

    /** Creates (201) or replaces (200) an instance. */
    @PutMapping(INSTANCE)
    @RequiresScope(Scope.BILLING_WRITE)
    ResponseEntity<InstanceView> putInstance(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String instanceId,
            @Valid @RequestBody InstanceContent content) {
        InstanceKey key = new InstanceKey(accountId, instanceId);
        boolean isNew = OutcomeUnknownException.guard(() -> store.put(key, content));
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new InstanceView(accountId, instanceId, content));
    }

    /** The instance in its current state. */
    @GetMapping(INSTANCE)
    @RequiresScope(Scope.BILLING_READ)
    InstanceView readInstance(@PathVariable @ResourceId String accountId, @PathVariable @ResourceId String instanceId) {
        return instances
                .find(accountId, instanceId)
                .map(instance -> new InstanceView(accountId, instanceId, instance.content()))
                .orElseThrow(() -> new ProblemException(ProblemCode.INSTANCE_NOT_FOUND));
    }
}
