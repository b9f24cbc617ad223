package cloud.billing.instance;

import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reads instances. A look-up is one statement without a transaction around it: one round trip. */
@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface InstanceRepository extends Repository<Instance, InstanceKey> {

    /** A query, because {@code EntityManager.find} ignores the query timeout. */
    @Query("SELECT i FROM Instance i WHERE i.key = :key")
    Optional<Instance> findById(InstanceKey key);
}
