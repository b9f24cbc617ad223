package cloud.billing.action;

import cloud.billing.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which a request that is sent again is known (contract 1.4, 3). A signature does not cover the action, so its digest does: two
 * actions with the same body, signed within one second, carry the same signature and are not the same request.
 *
 * @param digests of the signature and of the {@code Idempotency-Key}, whichever there are
 * @param fingerprint of the action and the body: what must be the same where the key is
 */
public record RequestIdentity(List<byte[]> digests, byte[] fingerprint) {

    static RequestIdentity of(Caller caller, String action, byte[] body, @Nullable String idempotencyKey) {
        List<byte[]> digests = new ArrayList<>(2);
        if (caller.signature() != null) {
            digests.add(sha256("signature", utf8(action), utf8(caller.signature())));
        }
        if (idempotencyKey != null) {
            digests.add(sha256("idempotency-key", utf8(idempotencyKey)));
        }
        return new RequestIdentity(List.copyOf(digests), sha256("request", utf8(action), body));
    }

    private static byte[] sha256(String kind, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(utf8(kind));
            for (byte[] part : parts) {
                digest.update((byte) 0);
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
