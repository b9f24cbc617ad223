package cloud.billing.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 from copies of one digest: a look-up among the security providers costs as much as digesting a short text. */
public final class Sha256 {

    private static final MessageDigest EMPTY = make();

    private Sha256() {}

    /** A new, empty digest. */
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
