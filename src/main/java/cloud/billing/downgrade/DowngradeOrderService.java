package cloud.billing.downgrade;

import cloud.billing.action.OutcomeUnknownException;
import cloud.billing.action.RequestId;
import cloud.billing.downgrade.CancelStatements.Findings;
import cloud.billing.downgrade.CancelVerdict.Cancelled;
import cloud.billing.downgrade.CancelVerdict.KeyOfAnotherRequest;
import cloud.billing.downgrade.CancelVerdict.NoSuchInstance;
import cloud.billing.downgrade.CancelVerdict.NothingToCancel;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Service;

/** The only writer of a downgrade order's state (contract 1.4). */
@Service
class DowngradeOrderService {

    private static final int ATTEMPTS = 3;

    private final CancelStatements statements;

    DowngradeOrderService(CancelStatements statements) {
        this.statements = statements;
    }

    /**
     * Cancels the scheduled order of one kind for an instance, in one statement that is its own transaction. Only where that finds
     * nothing does it ask why; where an order was scheduled between the two, it tries again.
     *
     * @throws OutcomeUnknownException where the connection broke and the order may or may not be cancelled
     */
    CancelVerdict cancel(CancelRequest request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (OutcomeUnknownException.guard(() -> statements.cancel(request))) {
                return new Cancelled(request.origin().requestId());
            }
            Findings findings = statements.explain(request);
            if (findings.firstRequestId() != null || !findings.isCancellable()) {
                return verdict(request, findings);
            }
        }
        throw new CannotAcquireLockException("orders come and go too fast");
    }

    private CancelVerdict verdict(CancelRequest request, Findings findings) {
        RequestId first = findings.firstRequestId();
        if (first != null) {
            return findings.isSame() ? repeated(request, findings, first) : new KeyOfAnotherRequest();
        }
        return findings.instanceExists() ? new NothingToCancel(findings.latest()) : new NoSuchInstance();
    }

    /** A retry may carry a new signature: that one must not be good for a second cancel either. */
    private CancelVerdict repeated(CancelRequest request, Findings findings, RequestId first) {
        if (findings.times() < request.identity().digests().size()) {
            statements.remember(request, first);
        }
        return new Cancelled(first);
    }
}
