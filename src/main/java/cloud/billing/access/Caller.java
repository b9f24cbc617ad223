package cloud.billing.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated sender of a request: the principal in Spring Security.
 *
 * @param accountId the only account that the caller acts for; null for a service of the platform
 * @param signature the verified signature in lower-case hex, by which a retry is recognized; null with a token
 */
public record Caller(
        Actor actor,
        @Nullable String accountId,
        Set<Scope> scopes,
        @Nullable String signature) {

    /** Whether the caller has this scope. */
    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Omits the signature, which nobody should read. */
    @Override
    public String toString() {
        return "Caller[" + actor + ", " + accountId + "]";
    }
}
