package cloud.billing.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Component;

/**
 * Caches the access keys that can sign now. Each entry lives less than 30 s from the start of its look-up, however long that took, so that
 * every replica refuses a disabled key within 30 s (contract 2). Unknown ids are cached too, and the cache is bounded.
 */
@Component
class AccessKeys {

    private static final Duration KEPT = Duration.ofSeconds(29);
    private static final int MOST = 10_000;

    private static final String FIND = """
            SELECT access_key_id, account_id, encrypted_password, encryption_key_id, scopes FROM access_key
             WHERE access_key_id = :accessKeyId AND disabled_at IS NULL""";

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;
    private final Ticker ticker;
    private final Cache<String, Found> cache;

    @Autowired
    AccessKeys(JdbcClient jdbc, PasswordCipher cipher) {
        this(jdbc, cipher, Ticker.systemTicker());
    }

    AccessKeys(JdbcClient jdbc, PasswordCipher cipher, Ticker ticker) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.ticker = ticker;
        this.cache = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfter(
                        Expiry.<String, Found>creating((id, found) -> KEPT.minusNanos(ticker.read() - found.since())))
                .maximumSize(MOST)
                .build();
    }

    /** The key with this id; empty if there is none or it is disabled. */
    Optional<SigningKey> find(String accessKeyId) {
        Found cached = cache.getIfPresent(accessKeyId);
        return cached != null ? cached.key() : lookUp(accessKeyId);
    }

    /** Not while the cache holds its lock: without a database each request fails in its own time, and none waits for all before it. */
    private Optional<SigningKey> lookUp(String accessKeyId) {
        Found found = new Found(ticker.read(), read(accessKeyId));
        cache.asMap().putIfAbsent(accessKeyId, found); // what another has found may be newer
        return found.key();
    }

    private Optional<SigningKey> read(String accessKeyId) {
        return jdbc.sql(FIND)
                .param("accessKeyId", accessKeyId)
                .query(AccessKey::read)
                .optional()
                .map(key -> open(key, cipher));
    }

    /** A running replica does not know an encryption key that was rolled out after its start; newer ones do, so callers may retry. */
    private static SigningKey open(AccessKey key, PasswordCipher cipher) {
        if (!cipher.canRead(key.encryptionKeyId())) {
            throw new AuthenticationServiceException("the password of " + key.accessKeyId()
                    + " is encrypted with a key that is not configured: " + key.encryptionKeyId());
        }
        return key.open(cipher);
    }

    /** @param since when the look-up began, in nanoseconds of the ticker */
    private record Found(long since, Optional<SigningKey> key) {}
}
