package cloud.billing.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How access keys are stored (contract 5).
 *
 * @param encryptionKey base64 of the 32 bytes that encrypt the access key passwords; required
 * @param previousEncryptionKeys earlier keys, as long as stored passwords may still be encrypted with them
 */
@ConfigurationProperties("billing.access-keys")
record AccessKeyProperties(
        @Nullable String encryptionKey, @DefaultValue List<String> previousEncryptionKeys) {

    @Override
    public String toString() {
        return "AccessKeyProperties[]";
    }
}
