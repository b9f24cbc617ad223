package cloud.billing.access;

import org.jspecify.annotations.Nullable;

/** A stored password was tampered with, or encrypted with a key that is not configured. */
public final class UnreadablePasswordException extends RuntimeException {

    UnreadablePasswordException(String accessKeyId, @Nullable Throwable cause) {
        super("the password of access key " + accessKeyId + " cannot be read", cause);
    }
}
