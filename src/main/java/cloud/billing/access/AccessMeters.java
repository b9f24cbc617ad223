package cloud.billing.access;

import cloud.billing.access.AccessRefusedException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Counts credentials that are not accepted, by reason. */
@Component
public class AccessMeters {

    private final MeterRegistry meters;

    AccessMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Reason reason : Reason.values()) {
            refusals(reason); // so that each counter exists before its first count
        }
    }

    /** Counts a credential that was not accepted; other failures of an authentication are not counted. */
    public void refused(AuthenticationException failure) {
        if (!(failure instanceof AuthenticationServiceException)) {
            refusals(AccessRefusedException.of(failure).reason()).increment();
        }
    }

    private Counter refusals(Reason reason) {
        return meters.counter("billing.access.refusals", "reason", reason.name());
    }
}
