package cloud.billing.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The access keys that can sign now. Each is kept for less than 30 s, so that a disabled one is refused everywhere within 30 s
 * (contract 2); unknown ids are kept as well, and the number of all is bounded.
 */
@Component
class AccessKeys {

    private static final Duration KEPT = Duration.ofSeconds(25); // leaves a slow look-up five
    private static final int MOST = 10_000;

    private static final String FIND = """
            SELECT access_key_id, account_id, encrypted_password, encryption_key_id, scopes FROM access_key
             WHERE access_key_id = :accessKeyId AND disabled_at IS NULL""";

    private final LoadingCache<String, Optional<SigningKey>> cache;

    @Autowired
    AccessKeys(JdbcClient jdbc, PasswordCipher cipher) {
        this(jdbc, cipher, Ticker.systemTicker());
    }

    AccessKeys(JdbcClient jdbc, PasswordCipher cipher, Ticker ticker) {
        this.cache = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(KEPT)
                .maximumSize(MOST)
                .build(id -> jdbc.sql(FIND)
                        .param("accessKeyId", id)
                        .query(AccessKey::read)
                        .optional()
                        .map(key -> key.open(cipher)));
    }

    /** The key with this id; empty where there is none or it is disabled. */
    Optional<SigningKey> find(String accessKeyId) {
        return cache.get(accessKeyId);
    }
}
