package cloud.billing.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How access keys are stored (contract 5).
 *
 * @param encryptionKey base64 of the 32 bytes that encrypt the access key passwords; required
 */
@ConfigurationProperties("billing.access-keys")
record AccessKeyProperties(@Nullable String encryptionKey) {

    @Override
    public String toString() {
        return "AccessKeyProperties[]";
    }
}
