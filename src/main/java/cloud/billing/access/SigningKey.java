package cloud.billing.access;

import java.util.Set;
import javax.crypto.SecretKey;

/** An access key that is not disabled, with its password decrypted; exists only in memory. */
record SigningKey(String accessKeyId, String accountId, SecretKey password, Set<Scope> scopes) {

    Caller caller(String signature) {
        return new Caller(new Actor(Actor.Type.ACCESS_KEY, accessKeyId), accountId, scopes, signature);
    }

    @Override
    public String toString() {
        return "SigningKey[" + accessKeyId + "]";
    }
}
