package cloud.billing.accesskey;

import java.time.Instant;
import java.util.List;

/** An access key with its password: returned once, on creation, and never again. */
record NewAccessKey(
        String accessKeyId, String accessKeyPassword, List<String> scopes, String description, Instant createdAt) {

    static NewAccessKey of(AccessKeyView key, String password) {
        return new NewAccessKey(key.accessKeyId(), password, key.scopes(), key.description(), key.createdAt());
    }

    @Override
    public String toString() {
        return "NewAccessKey[" + accessKeyId + "]";
    }
}
