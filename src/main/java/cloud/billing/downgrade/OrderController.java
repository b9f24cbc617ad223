package cloud.billing.downgrade;

import cloud.billing.access.Caller;
import cloud.billing.access.Scope;
import cloud.billing.action.RequestOrigin;
import cloud.billing.internal.InternalApi;
import cloud.billing.internal.ProblemCode;
import cloud.billing.internal.ProblemException;
import cloud.billing.internal.RequiresScope;
import cloud.billing.internal.ResourceId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The life cycle of one downgrade order, for services of the platform (contract 2). */
@InternalApi
class OrderController {

    private static final String ORDER = "/accounts/{accountId}/downgrade-orders/{orderNumber}";

    private final DowngradeOrderService orders;
    private final OrderStatements statements;

    OrderController(DowngradeOrderService orders, OrderStatements statements) {
        this.orders = orders;
        this.statements = statements;
    }

    /** Schedules a downgrade: 201 the first time, 200 for a repeat. */
    @PutMapping(ORDER)
    @RequiresScope(Scope.BILLING_WRITE)
    ResponseEntity<OrderView> scheduleOrder(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String orderNumber,
            @Valid @RequestBody ScheduleContent content,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        DowngradeOrderService.StepResult step =
                orders.schedule(content.request(command(accountId, orderNumber, caller, request)));
        return ResponseEntity.status(step.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(step.order());
    }

    /** The order in its current state. */
    @GetMapping(ORDER)
    @RequiresScope(Scope.BILLING_READ)
    OrderView readOrder(@PathVariable @ResourceId String accountId, @PathVariable @ResourceId String orderNumber) {
        return statements
                .find(accountId, orderNumber)
                .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
    }

    /** Cancels for the platform; also 200 if it is already cancelled. */
    @PostMapping(ORDER + "/cancel")
    @RequiresScope(Scope.BILLING_WRITE)
    OrderView cancelOrder(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String orderNumber,
            @Valid @RequestBody CancelContent content,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        OrderCommand command = command(accountId, orderNumber, caller, request);
        return orders.take(Transition.CANCEL, command, null, content.reason()).order();
    }

    /** Settlement takes a due order. */
    @PostMapping(ORDER + "/start")
    @RequiresScope(Scope.BILLING_WRITE)
    OrderView startOrder(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String orderNumber,
            @Valid @RequestBody SettlementContent content,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        OrderCommand command = command(accountId, orderNumber, caller, request);
        return orders.take(Transition.START, command, content.settlementId(), null)
                .order();
    }

    /** The settlement that holds the order has applied it; the instance gets its new value. */
    @PostMapping(ORDER + "/complete")
    @RequiresScope(Scope.BILLING_WRITE)
    OrderView completeOrder(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String orderNumber,
            @Valid @RequestBody SettlementContent content,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        OrderCommand command = command(accountId, orderNumber, caller, request);
        return orders.take(Transition.COMPLETE, command, content.settlementId(), null)
                .order();
    }

    /** The settlement that holds the order gives it back. */
    @PostMapping(ORDER + "/release")
    @RequiresScope(Scope.BILLING_WRITE)
    OrderView releaseOrder(
            @PathVariable @ResourceId String accountId,
            @PathVariable @ResourceId String orderNumber,
            @Valid @RequestBody ReleaseContent content,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        OrderCommand command = command(accountId, orderNumber, caller, request);
        return orders.take(Transition.RELEASE, command, content.settlementId(), content.reason())
                .order();
    }

    private static OrderCommand command(
            String accountId, String orderNumber, Caller caller, HttpServletRequest request) {
        return new OrderCommand(accountId, orderNumber, caller.actor(), RequestOrigin.of(request));
    }
}
