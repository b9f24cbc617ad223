package cloud.billing.access;

import java.time.Instant;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A signed request whose signature is still to be verified. */
final class SignatureAuthentication extends AbstractAuthenticationToken {

    private final transient SignatureHeader header;
    private final transient SignedRequest request;
    private final Instant timestamp;

    SignatureAuthentication(SignatureHeader header, SignedRequest request, Instant timestamp) {
        super(List.of());
        this.header = header;
        this.request = request;
        this.timestamp = timestamp;
    }

    SignatureHeader header() {
        return header;
    }

    SignedRequest request() {
        return request;
    }

    Instant timestamp() {
        return timestamp;
    }

    @Override
    public Object getCredentials() {
        return header.signature();
    }

    @Override
    public Object getPrincipal() {
        return header.accessKeyId();
    }
}
