package cloud.billing.access;

import static cloud.billing.access.AccessRefusedException.Reason.EXPIRED;
import static cloud.billing.access.AccessRefusedException.Reason.UNKNOWN_KEY;
import static cloud.billing.access.AccessRefusedException.Reason.WRONG_SIGNATURE;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/** Verifies ZC2 signatures (contract 1.1); cheap refusals come first, so that a stale replay costs no look-up. */
final class SignatureAuthenticationProvider implements AuthenticationProvider {

    private static final Duration WINDOW = Duration.ofSeconds(300);

    private final AccessKeys accessKeys;
    private final Clock clock;

    SignatureAuthenticationProvider(AccessKeys accessKeys, Clock clock) {
        this.accessKeys = accessKeys;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        SignatureAuthentication claim = (SignatureAuthentication) authentication;
        String keyId = claim.header().accessKeyId();
        requireFresh(claim.timestamp(), keyId);
        SigningKey key = accessKeys
                .find(keyId)
                .orElseThrow(() -> new AccessRefusedException(
                        UNKNOWN_KEY, "The access key does not exist or is disabled.", keyId));
        String expected = claim.request().signature(key.password());
        if (!MessageDigest.isEqual(ascii(expected), ascii(claim.header().signature()))) {
            throw new AccessRefusedException(
                    WRONG_SIGNATURE,
                    "The signature does not match; check the access key password and what is signed.",
                    keyId);
        }
        return new CallerAuthentication(key.caller(expected));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return SignatureAuthentication.class.isAssignableFrom(authentication);
    }

    private void requireFresh(Instant timestamp, String keyId) {
        if (Duration.between(timestamp, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw new AccessRefusedException(
                    EXPIRED,
                    "X-ZC-Timestamp is more than 300 s from the server's clock; sign the request anew.",
                    keyId);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
