package cloud.billing.access;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose credential was verified. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return caller.actor().id();
    }
}
