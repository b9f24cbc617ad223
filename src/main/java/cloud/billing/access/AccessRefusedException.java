package cloud.billing.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** A credential that is not accepted, and why; the message tells the caller what to do and contains nothing secret. */
public final class AccessRefusedException extends AuthenticationException {

    /** The reasons that the contract distinguishes (1.2), and finer ones that only operators see. */
    public enum Reason {
        MISSING_HEADER,
        INVALID_HEADER_PATTERN,
        INVALID_HEADER_VALUE,
        INVALID_AUTHORIZATION,
        INVALID_TOKEN,
        UNKNOWN_KEY,
        WRONG_SIGNATURE,
        EXPIRED
    }

    private final Reason reason;
    private final @Nullable String claimedKeyId;

    AccessRefusedException(Reason reason, String message) {
        this(reason, message, null);
    }

    AccessRefusedException(Reason reason, String message, @Nullable String claimedKeyId) {
        super(message);
        this.reason = reason;
        this.claimedKeyId = claimedKeyId;
    }

    /** Why the credential was not accepted. */
    public Reason reason() {
        return reason;
    }

    /** The access key id that the caller claims, for operators; null if none was claimed. */
    public @Nullable String claimedKeyId() {
        return claimedKeyId;
    }

    /** What a failed authentication means to the caller. */
    public static AccessRefusedException of(AuthenticationException failure) {
        if (failure instanceof AccessRefusedException refused) {
            return refused;
        }
        if (failure instanceof InsufficientAuthenticationException
                || failure instanceof AuthenticationCredentialsNotFoundException) {
            return new AccessRefusedException(
                    Reason.INVALID_AUTHORIZATION, "Send Authorization: a ZC2 signature, or 'Bearer' and a token.");
        }
        if (failure.getCause() instanceof JwtValidationException invalid && isExpired(invalid)) {
            return new AccessRefusedException(Reason.EXPIRED, "The token has expired; get a new one.");
        }
        return new AccessRefusedException(Reason.INVALID_TOKEN, "The token is not valid; get a new one.");
    }

    private static boolean isExpired(JwtValidationException invalid) {
        return invalid.getErrors().stream()
                .anyMatch(error -> String.valueOf(error.getDescription()).startsWith("Jwt expired"));
    }
}
