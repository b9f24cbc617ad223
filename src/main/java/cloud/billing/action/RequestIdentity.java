package cloud.billing.action;

import cloud.billing.access.Caller;
import cloud.billing.access.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a request that is sent again (contract 1.4, 3). The signature's digest also covers the action, because the signature does not:
 * two actions with the same body, signed within one second, carry the same signature and are not the same request.
 *
 * @param signatureDigest of the signature; null if the request is not signed
 * @param keyDigest of the {@code Idempotency-Key}; null if there is none
 * @param fingerprint of the action and the body, which must match when the key does
 */
public record RequestIdentity(byte @Nullable [] signatureDigest, byte @Nullable [] keyDigest, byte[] fingerprint) {

    static RequestIdentity of(Caller caller, String action, byte[] body, @Nullable String idempotencyKey) {
        String signature = caller.signature();
        return new RequestIdentity(
                signature == null ? null : sha256("signature", utf8(action), utf8(signature)),
                idempotencyKey == null ? null : sha256("idempotency-key", utf8(idempotencyKey)),
                sha256("request", utf8(action), body));
    }

    /** How many digests identify the request. */
    public int digestCount() {
        return (signatureDigest == null ? 0 : 1) + (keyDigest == null ? 0 : 1);
    }

    private static byte[] sha256(String kind, byte[]... parts) {
        MessageDigest digest = Sha256.begin();
        digest.update(utf8(kind));
        for (byte[] part : parts) {
            digest.update((byte) 0);
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
