package cloud.billing.downgrade;

import cloud.billing.action.OutcomeUnknownException;
import cloud.billing.action.RequestId;
import cloud.billing.downgrade.CancelStatements.Findings;
import cloud.billing.downgrade.CancelVerdict.Cancelled;
import cloud.billing.downgrade.CancelVerdict.ChargeTypeNotSupported;
import cloud.billing.downgrade.CancelVerdict.IdempotencyKeyReused;
import cloud.billing.downgrade.CancelVerdict.NoSuchInstance;
import cloud.billing.downgrade.CancelVerdict.NothingToCancel;
import cloud.billing.downgrade.OrderMeters.Winner;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Service;

/** The only writer of a downgrade order's state (contract 1.4). */
@Service
class DowngradeOrderService {

    private static final int ATTEMPTS =
            10; // three were not always enough for thirty concurrent requests on one instance

    private final CancelStatements cancels;
    private final OrderStatements orders;
    private final OrderMeters meters;
    private final GroupCommit<CancelRequest> groupCommit;

    DowngradeOrderService(CancelStatements cancels, OrderStatements orders, OrderMeters meters) {
        this.cancels = cancels;
        this.orders = orders;
        this.meters = meters;
        this.groupCommit = new GroupCommit<>(group -> OutcomeUnknownException.guard(() -> cancels.cancelFree(group)));
    }

    /**
     * Cancels a customer's scheduled order of one kind for an instance, in one statement that is its own transaction and is shared with
     * concurrent cancels. Only if that finds nothing does it ask why; if somebody had the order locked, or it was scheduled in between, it
     * retries alone and waits for the lock. An order that is due by now may have been cancelled in time by a transaction that has not
     * committed yet, perhaps this request's own first try: it waits for that once.
     *
     * @throws OutcomeUnknownException if the order may or may not be cancelled
     * @throws CannotAcquireLockException if the order changed at each of ten attempts
     */
    CancelVerdict cancel(CancelRequest request) {
        boolean isCancelled = groupCommit.submit(request);
        boolean hasWaited = false;
        for (int attempt = 1; !isCancelled; attempt++) {
            Findings findings = cancels.whyNotCancelled(request);
            LatestOrder due = findings.due(request.change());
            if (due != null && !hasWaited) {
                orders.awaitConcurrentChange(request.accountId(), due.orderNumber());
                hasWaited = true;
            } else if (!findings.isCancellable(request.change())) {
                return verdict(request, findings);
            }
            if (attempt == ATTEMPTS) {
                throw contended();
            }
            isCancelled = OutcomeUnknownException.guard(() -> cancels.cancel(request));
        }
        return new Cancelled(request.origin().requestId());
    }

    private CancelVerdict verdict(CancelRequest request, Findings findings) {
        RequestId first = findings.firstRequestId();
        if (first != null) {
            return findings.isSame() ? repeated(request, findings, first) : new IdempotencyKeyReused();
        }
        if (!findings.instanceExists()) {
            return new NoSuchInstance();
        }
        if (findings.isChargeTypeNotSupported(request.change())) {
            return new ChargeTypeNotSupported();
        }
        if (findings.latest() != null && findings.isJustTaken()) {
            meters.lostTo(findings.latest().status() == OrderStatus.CANCELLED ? Winner.CANCEL : Winner.SETTLEMENT);
        }
        return new NothingToCancel(findings.latest());
    }

    /** A retry may carry a new signature, which must not be good for a second cancel either. */
    private CancelVerdict repeated(CancelRequest request, Findings findings, RequestId first) {
        if (findings.recordedDigests() < request.identity().digestCount()) {
            OutcomeUnknownException.guard(() -> cancels.remember(request, first));
        }
        return new Cancelled(first);
    }

    /**
     * Schedules a downgrade, or finds that it already was scheduled.
     *
     * @throws ProblemException if the instance does not exist or is not PREPAID, the time is not in the future, another order of that kind
     *     is open, or the order exists with other content
     */
    StepResult schedule(ScheduleRequest request) {
        return meters.count("SCHEDULE", () -> scheduled(request));
    }

    private StepResult scheduled(ScheduleRequest request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<OrderView> made = OutcomeUnknownException.guard(() -> orders.schedule(request));
            if (made.isPresent()) {
                return new StepResult(made.get(), true);
            }
            Optional<OrderView> known = find(request.command());
            if (known.isPresent()) {
                return repeated(request, known.get());
            }
            String problem = orders.whyNotScheduled(request);
            if (!problem.equals(OrderStatements.NOTHING)) {
                throw new ProblemException(ProblemCode.valueOf(problem));
            }
        }
        throw contended();
    }

    /**
     * Takes one step of an order's life cycle for a service of the platform, or finds that it was already taken.
     *
     * @throws ProblemException if the account has no such order, or its state does not allow the step
     */
    StepResult take(Transition step, OrderCommand command, @Nullable String settlementId, @Nullable String reason) {
        return meters.count(step.name(), () -> taken(step, command, settlementId, reason));
    }

    private StepResult taken(
            Transition step, OrderCommand command, @Nullable String settlementId, @Nullable String reason) {
        boolean hasWaited = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<OrderView> taken =
                    OutcomeUnknownException.guard(() -> orders.take(step, command, settlementId, reason));
            if (taken.isPresent()) {
                return new StepResult(taken.get(), true);
            }
            OrderView order = find(command).orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
            if (OrderSteps.isRepeat(step, order, settlementId, reason)) {
                return new StepResult(order, false);
            }
            ProblemCode obstacle = OrderSteps.obstacle(step, order, settlementId);
            if (obstacle == ProblemCode.ORDER_IS_DUE && !hasWaited) {
                orders.awaitConcurrentChange(command.accountId(), command.orderNumber()); // as a customer's cancel does
                hasWaited = true;
            } else if (obstacle != null) {
                throw new ProblemException(obstacle);
            }
        }
        throw contended();
    }

    private Optional<OrderView> find(OrderCommand command) {
        return orders.find(command.accountId(), command.orderNumber());
    }

    private static StepResult repeated(ScheduleRequest request, OrderView known) {
        if (!request.isContentOf(known)) {
            throw new ProblemException(ProblemCode.ORDER_CONTENT_DIFFERS);
        }
        return new StepResult(known, false);
    }

    private static CannotAcquireLockException contended() {
        return new CannotAcquireLockException("the order changed at each of " + ATTEMPTS + " attempts");
    }

    /** An order after a step, and whether this call took the step. */
    record StepResult(OrderView order, boolean isNew) {}
}
