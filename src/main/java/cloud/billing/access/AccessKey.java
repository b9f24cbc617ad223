package cloud.billing.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;

/** A stored access key that is not disabled, with its password encrypted. */
record AccessKey(
        String accessKeyId, String accountId, byte[] encryptedPassword, String encryptionKeyId, Set<Scope> scopes) {

    static AccessKey read(ResultSet row, int number) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new AccessKey(
                row.getString("access_key_id"),
                row.getString("account_id"),
                row.getBytes("encrypted_password"),
                row.getString("encryption_key_id"),
                Set.copyOf(Scope.among(Arrays.asList(scopes))));
    }

    /** The key with its password decrypted. */
    SigningKey open(PasswordCipher cipher) {
        return new SigningKey(
                accessKeyId,
                accountId,
                cipher.decrypt(encryptedPassword, encryptionKeyId, accessKeyId, accountId),
                scopes);
    }
}
