package cloud.billing.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stored access key, its password encrypted. */
@Entity
class AccessKey {

    @Id
    private String accessKeyId;

    private String accountId;
    private byte[] encryptedPassword;
    private String encryptionKeyId;
    private String[] scopes;
    private String description;
    private Instant createdAt;
    private @Nullable Instant disabledAt;

    protected AccessKey() {}

    /** The key ready for use. */
    SigningKey open(PasswordCipher cipher) {
        return new SigningKey(
                accessKeyId,
                accountId,
                cipher.decrypt(encryptedPassword, encryptionKeyId, accessKeyId, accountId),
                Set.copyOf(Scope.among(Arrays.asList(scopes))));
    }
}
