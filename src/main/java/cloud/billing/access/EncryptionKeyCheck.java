package cloud.billing.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fails the startup if stored passwords were encrypted with a key that is not configured. */
@Component
class EncryptionKeyCheck implements InitializingBean {

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;

    EncryptionKeyCheck(JdbcClient jdbc, PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @Override
    public void afterPropertiesSet() {
        List<@Nullable String> used = jdbc.sql("SELECT encryption_key_id FROM encryption_key")
                .query(String.class)
                .list();
        if (!used.stream().allMatch(id -> cipher.canRead(String.valueOf(id)))) {
            throw new EncryptionKeyException(
                    "billing.access-keys.encryption-key is " + cipher.keyId() + ", the stored passwords need " + used);
        }
    }
}
