package cloud.billing.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What a credential may be used for (contract 1.3 and 2). */
public enum Scope {
    VM_READ("vm:read"),
    VM_WRITE("vm:write"),
    BILLING_READ("billing:read"),
    BILLING_WRITE("billing:write"),
    AUDIT_READ("audit:read"),
    ACCESS_KEYS_WRITE("access-keys:write");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The scopes among these texts; unknown ones are ignored. */
    static Set<Scope> among(Collection<String> texts) {
        return Arrays.stream(values())
                .filter(scope -> texts.contains(scope.text))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return text;
    }
}
