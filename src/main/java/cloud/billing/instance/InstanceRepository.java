package cloud.billing.instance;

import java.util.Optional;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads instances. A look-up is one statement without a transaction around it: one round trip. */
@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface InstanceRepository extends Repository<Instance, InstanceKey> {

    /**
     * A query, because {@code EntityManager.find} ignores the query timeout; and in SQL, because parsing Hibernate's query language
     * costs a second of CPU at each start (docs/performance.md).
     */
    @NativeQuery("SELECT * FROM instance WHERE account_id = :accountId AND instance_id = :instanceId")
    Optional<Instance> find(String accountId, String instanceId);
}
