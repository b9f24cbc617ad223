package cloud.billing.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated sender of a request: the principal that Spring Security hands on.
 *
 * @param accountId the one account that the caller acts for; null for a service of the platform
 * @param signature the verified signature in lower-case hex, by which a repeat of the request is known; null with a token
 */
public record Caller(
        Actor actor,
        @Nullable String accountId,
        Set<Scope> scopes,
        @Nullable String signature) {

    /** Whether the caller was granted this scope. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Without the signature, which is nobody's to read. */
    @Override
    public String toString() {
        return "Caller[" + actor + ", " + accountId + "]";
    }
}
