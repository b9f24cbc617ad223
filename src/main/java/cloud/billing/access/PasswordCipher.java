package cloud.billing.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts access key passwords with AES-256-GCM. Each ciphertext is bound to its access key id and account, so that a copy in another row
 * cannot be decrypted.
 */
public final class PasswordCipher {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new HashMap<>();
    private final String keyId;
    private final SecureRandom random = new SecureRandom();

    /**
     * Creates a cipher.
     *
     * @param newest base64 of the 32 bytes that encrypt
     * @param previous likewise, for earlier keys: what they encrypted can still be read
     * @throws EncryptionKeyException if one is missing or malformed, with a message for the person who starts the service
     */
    public PasswordCipher(@Nullable String newest, List<String> previous) {
        this.keyId = add("encryption-key", newest);
        previous.forEach(each -> add("previous-encryption-keys", each));
    }

    /** The id by which the database names the newest key; reveals nothing of the key. */
    public String keyId() {
        return keyId;
    }

    /** Whether passwords encrypted with the key of this id can be read. */
    boolean canRead(String encryptionKeyId) {
        return keys.containsKey(encryptionKeyId);
    }

    /** Encrypts a password with the newest key; returns what is stored: nonce, ciphertext, tag. */
    public byte[] encrypt(String password, String accessKeyId, String accountId) {
        return seal(utf8(password), accessKeyId, accountId);
    }

    /**
     * Re-encrypts a stored password with the newest key.
     *
     * @throws UnreadablePasswordException if it was tampered with, or its key is not configured
     */
    public byte[] reencrypt(byte[] stored, String encryptionKeyId, String accessKeyId, String accountId) {
        return seal(open(stored, encryptionKeyId, accessKeyId, accountId), accessKeyId, accountId);
    }

    /** The stored password, decrypted, as an HMAC key. */
    SecretKey decrypt(byte[] stored, String encryptionKeyId, String accessKeyId, String accountId) {
        return new SecretKeySpec(open(stored, encryptionKeyId, accessKeyId, accountId), "HmacSHA256");
    }

    private byte[] seal(byte[] password, String accessKeyId, String accountId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, keyId, nonce, password, accessKeyId, accountId);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private byte[] open(byte[] stored, String encryptionKeyId, String accessKeyId, String accountId) {
        if (stored.length < NONCE_BYTES) {
            throw new UnreadablePasswordException(accessKeyId, null);
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return run(Cipher.DECRYPT_MODE, encryptionKeyId, nonce, sealed, accessKeyId, accountId);
    }

    private byte[] run(
            int mode, String encryptionKeyId, byte[] nonce, byte[] input, String accessKeyId, String accountId) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(encryptionKeyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(utf8(accountId + "/" + accessKeyId));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new UnreadablePasswordException(accessKeyId, e);
        }
    }

    private String add(String property, @Nullable String base64Key) {
        byte[] bytes = decode(property, base64Key);
        String id = fingerprint(bytes);
        keys.put(id, new SecretKeySpec(bytes, "AES"));
        return id;
    }

    private static byte[] decode(String property, @Nullable String base64Key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64Key == null ? "" : base64Key.strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new EncryptionKeyException("billing.access-keys." + property + " is "
                    + (base64Key == null || base64Key.isBlank() ? "missing" : "not base64 of 32 bytes"));
        }
        return bytes;
    }

    private static String fingerprint(byte[] key) {
        MessageDigest digest = Sha256.begin();
        digest.update(utf8("downgrade-orders access key encryption "));
        return HexFormat.of().formatHex(digest.digest(key), 0, 8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
