package cloud.billing.accesskey;

import cloud.billing.access.Actor;
import cloud.billing.access.PasswordCipher;
import cloud.billing.action.OutcomeUnknownException;
import cloud.billing.action.RequestOrigin;
import cloud.billing.audit.AuditLog;
import cloud.billing.audit.KeyEvent;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Creates, lists and disables access keys; each change and its audit event are one statement. */
@Service
class AccessKeyService {

    private static final int ID_BYTES = 10;
    private static final int PASSWORD_BYTES = 32;

    private static final String CREATE = """
            WITH encrypted_with AS (
                INSERT INTO encryption_key (encryption_key_id) VALUES (:encryptionKeyId) ON CONFLICT DO NOTHING
            ), changed AS (
                INSERT INTO access_key (
                    access_key_id, account_id, encrypted_password, encryption_key_id, scopes, description)
                VALUES (:accessKeyId, :accountId, :encryptedPassword, :encryptionKeyId, :scopes, :description)
                RETURNING *
            ), event AS (
                %s
            )
            SELECT * FROM changed""".formatted(AuditLog.INSERT_EVENT_OF_CHANGED_KEY);

    private static final String DISABLE = """
            WITH changed AS (
                UPDATE access_key SET disabled_at = clock_timestamp()
                 WHERE account_id = :accountId AND access_key_id = :accessKeyId AND disabled_at IS NULL
                RETURNING *
            ), event AS (
                %s
            )
            SELECT count(*) FROM access_key WHERE account_id = :accountId AND access_key_id = :accessKeyId""".formatted(AuditLog.INSERT_EVENT_OF_CHANGED_KEY);

    private static final String LIST =
            "SELECT * FROM access_key WHERE account_id = :accountId ORDER BY created_at, access_key_id";

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;
    private final SecureRandom random = new SecureRandom();

    AccessKeyService(JdbcClient jdbc, PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /** A new key with a password of 256 random bits. */
    NewAccessKey create(String accountId, AccessKeyContent content, Actor actor, RequestOrigin origin) {
        String accessKeyId = "AK" + HexFormat.of().withUpperCase().formatHex(bytes(ID_BYTES));
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(PASSWORD_BYTES));
        Map<String, @Nullable Object> parameters = AuditLog.parameters(KeyEvent.CREATED, actor, origin);
        parameters.put("accessKeyId", accessKeyId);
        parameters.put("accountId", accountId);
        parameters.put("encryptedPassword", cipher.encrypt(password, accessKeyId, accountId));
        parameters.put("encryptionKeyId", cipher.keyId());
        parameters.put("scopes", content.scopes().stream().sorted().toArray(String[]::new));
        parameters.put("description", content.description());
        return NewAccessKey.of(
                OutcomeUnknownException.guard(() -> jdbc.sql(CREATE)
                        .params(parameters)
                        .query(AccessKeyView::read)
                        .single()),
                password);
    }

    /** All keys of an account, disabled ones included, oldest first. */
    List<AccessKeyView> list(String accountId) {
        return jdbc.sql(LIST)
                .param("accountId", accountId)
                .query(AccessKeyView::read)
                .list();
    }

    /** Disables a key; false if the account has none with this id. */
    boolean disable(String accountId, String accessKeyId, Actor actor, RequestOrigin origin) {
        Map<String, @Nullable Object> parameters = AuditLog.parameters(KeyEvent.DISABLED, actor, origin);
        parameters.put("accountId", accountId);
        parameters.put("accessKeyId", accessKeyId);
        return OutcomeUnknownException.guard(() -> jdbc.sql(DISABLE)
                        .params(parameters)
                        .query(Integer.class)
                        .single())
                == 1;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
