package cloud.billing.downgrade;

import cloud.billing.access.Scope;
import cloud.billing.internal.FourDigitYear;
import cloud.billing.internal.InternalApi;
import cloud.billing.internal.Page;
import cloud.billing.internal.RequiresScope;
import cloud.billing.internal.ResourceId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lists of downgrade orders, for services of the platform (contract 2). */
@InternalApi
class OrderListController {

    private final OrderList orders;

    OrderListController(OrderList orders) {
        this.orders = orders;
    }

    /** A page of orders, oldest effectiveAt first; an order that exists throughout is on exactly one page. */
    @GetMapping("/downgrade-orders")
    @RequiresScope(Scope.BILLING_READ)
    Page<OrderView> listOrders(
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(required = false) @Nullable Change change,
            @RequestParam(required = false) @Nullable @Pattern(regexp = ResourceId.FORM) String accountId,
            @RequestParam(required = false) @Nullable @Pattern(regexp = ResourceId.FORM) String instanceId,
            @RequestParam(required = false) @Nullable @FourDigitYear Instant dueBefore,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return orders.page(new OrderList.Filter(status, change, accountId, instanceId, dueBefore), limit, cursor);
    }
}
