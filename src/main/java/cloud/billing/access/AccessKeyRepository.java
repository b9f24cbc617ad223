package cloud.billing.access;

import java.util.Optional;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stored access keys. A look-up is one statement and needs no transaction around it: one round trip. */
@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
interface AccessKeyRepository extends Repository<AccessKey, String> {

    Optional<AccessKey> findByAccessKeyIdAndDisabledAtIsNull(String accessKeyId);
}
