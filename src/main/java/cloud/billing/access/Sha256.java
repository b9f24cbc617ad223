package cloud.billing.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, by copies of one digest: to look it up among the security providers costs as much as a short text's digest. */
public final class Sha256 {

    private static final MessageDigest EMPTY = make();

    private Sha256() {}

    /** A digest of nothing yet, which is the caller's own. */
    public static MessageDigest begin() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest make() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
