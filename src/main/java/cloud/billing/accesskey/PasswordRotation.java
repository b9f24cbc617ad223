package cloud.billing.accesskey;

import cloud.billing.access.PasswordCipher;
import cloud.billing.access.UnreadablePasswordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Re-encrypts with the newest key all passwords that older keys encrypted, so that the older keys can be removed from the configuration.
 * Each row is updated on its own, and only if it has not changed since it was read: replicas may do this concurrently.
 */
@Component
class PasswordRotation {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordRotation.class);
    private static final int BATCH = 500;
    private static final byte[] NO_PASSWORD = {};

    private static final String OLD = """
            SELECT access_key_id, account_id, encrypted_password, encryption_key_id, disabled_at FROM access_key
             WHERE encryption_key_id IN (SELECT encryption_key_id FROM encryption_key WHERE encryption_key_id <> :newest)
               AND access_key_id > :after
             ORDER BY access_key_id LIMIT :batch""";
    private static final String ADD_NEWEST =
            "INSERT INTO encryption_key (encryption_key_id) VALUES (:newest) ON CONFLICT DO NOTHING";
    private static final String REPLACE = """
            UPDATE access_key SET encrypted_password = :anew, encryption_key_id = :newest
             WHERE access_key_id = :accessKeyId AND encrypted_password = :old""";
    private static final String FORGET = """
            DELETE FROM encryption_key k
             WHERE encryption_key_id <> :newest
               AND NOT EXISTS (SELECT FROM access_key a WHERE a.encryption_key_id = k.encryption_key_id)""";

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;

    PasswordRotation(JdbcClient jdbc, PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /** Runs once, in the background of the startup; a failure stops nothing, and the next start tries again. */
    @Scheduled(initialDelay = 0)
    void rotateIfPossible() {
        try {
            rotate();
        } catch (DataAccessException e) {
            LOG.atWarn().setCause(e).log("access key passwords are not all encrypted with the newest key yet");
        }
    }

    private void rotate() {
        String after = "";
        int rotated = 0;
        for (List<Stored> batch = batch(after); !batch.isEmpty(); batch = batch(after)) {
            jdbc.sql(ADD_NEWEST).param("newest", cipher.keyId()).update();
            rotated += batch.stream().mapToInt(this::replace).sum();
            after = batch.getLast().accessKeyId();
        }
        int forgotten = jdbc.sql(FORGET).param("newest", cipher.keyId()).update();
        if (rotated + forgotten > 0) {
            LOG.atInfo()
                    .addKeyValue("rotated", rotated)
                    .addKeyValue("forgottenEncryptionKeys", forgotten)
                    .log("access key passwords are encrypted with the newest key");
        }
    }

    private List<Stored> batch(String after) {
        return jdbc.sql(OLD)
                .param("newest", cipher.keyId())
                .param("after", after)
                .param("batch", BATCH)
                .query(Stored::read)
                .list();
    }

    /** Leaves an unreadable password as it is and goes on; that of a disabled key is no longer needed and is emptied. */
    private int replace(Stored stored) {
        byte[] anew;
        try {
            anew = cipher.reencrypt(
                    stored.password(), stored.encryptionKeyId(), stored.accessKeyId(), stored.accountId());
        } catch (UnreadablePasswordException e) {
            if (!stored.isDisabled()) {
                LOG.atError().setCause(e).log("an access key password is left as it is");
                return 0;
            }
            anew = NO_PASSWORD;
        }
        return jdbc.sql(REPLACE)
                .param("anew", anew)
                .param("newest", cipher.keyId())
                .param("accessKeyId", stored.accessKeyId())
                .param("old", stored.password())
                .update();
    }

    private record Stored(
            String accessKeyId, String accountId, byte[] password, String encryptionKeyId, boolean isDisabled) {

        static Stored read(ResultSet row, int number) throws SQLException {
            return new Stored(
                    row.getString("access_key_id"),
                    row.getString("account_id"),
                    row.getBytes("encrypted_password"),
                    row.getString("encryption_key_id"),
                    row.getObject("disabled_at") != null);
        }
    }
}
