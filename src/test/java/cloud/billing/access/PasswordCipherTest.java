package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordCipherTest {

    private final PasswordCipher cipher = cipher(1);

    @Test
    void aPasswordComesBack() {
        byte[] stored = cipher.encrypt("pässword", "AK", "acct");
        assertThat(cipher.decrypt(stored, cipher.keyId(), "AK", "acct").getEncoded())
                .isEqualTo("pässword".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSamePasswordIsStoredDifferentlyEachTime() {
        assertThat(cipher.encrypt("password", "AK", "acct")).isNotEqualTo(cipher.encrypt("password", "AK", "acct"));
    }

    @Test
    void aStoredPasswordOpensForItsOwnKeyAndAccountAlone() {
        byte[] stored = cipher.encrypt("password", "AK", "acct");
        assertUnreadable(cipher, stored, "AK2", "acct");
        assertUnreadable(cipher, stored, "AK", "acct2");
    }

    @Test
    void aStoredPasswordThatWasTamperedWithDoesNotOpen() {
        byte[] stored = cipher.encrypt("password", "AK", "acct");
        stored[stored.length - 1] ^= 1;
        assertUnreadable(cipher, stored, "AK", "acct");
        assertUnreadable(cipher, new byte[1], "AK", "acct");
    }

    @Test
    void anotherEncryptionKeyHasAnotherId() {
        assertThat(cipher(2).keyId()).isNotEqualTo(cipher.keyId()).hasSize(16);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aMissingKeyIsNamed(String key) {
        assertRefused(key, "is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "%%%", "c2hvcnQ=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
    void aMalformedKeyIsNamedAndNotShown(String key) {
        assertRefused(key, "is not base64 of 32 bytes");
    }

    @Test
    void aMalformedPreviousKeyIsNamedAsOne() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertThatExceptionOfType(EncryptionKeyException.class)
                .isThrownBy(() -> new PasswordCipher(key, List.of("c2hvcnQ=")))
                .withMessage("billing.access-keys.previous-encryption-keys is not base64 of 32 bytes");
    }

    private static void assertRefused(String key, String complaint) {
        assertThatExceptionOfType(EncryptionKeyException.class)
                .isThrownBy(() -> new PasswordCipher(key, List.of()))
                .withMessage("billing.access-keys.encryption-key " + complaint);
    }

    private static PasswordCipher cipher(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return new PasswordCipher(Base64.getEncoder().encodeToString(key), List.of());
    }

    private static void assertUnreadable(PasswordCipher cipher, byte[] stored, String accessKeyId, String accountId) {
        assertThatExceptionOfType(UnreadablePasswordException.class)
                .isThrownBy(() -> cipher.decrypt(stored, cipher.keyId(), accessKeyId, accountId));
    }
}
