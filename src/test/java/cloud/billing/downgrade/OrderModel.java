package cloud.billing.downgrade;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The contract's orders (1.3, 1.4 and 2) in memory, for one account: what each step must answer, and what it leaves. */
final class OrderModel {

    enum Kind {
        SPECIFICATION("CancelInstanceDowngrade", "\"c.4c8g\"", "\"c.2c4g\"", 403),
        BANDWIDTH("CancelInstanceBandwidthDowngrade", "100", "50", 403),
        TRAFFIC_PACKAGE("CancelInstanceTrafficPackageDowngrade", "2", "1.5", 404);

        private final String action;
        private final String from;
        private final String to;
        private final int statusOfNothing;

        Kind(String action, String from, String to, int statusOfNothing) {
            this.action = action;
            this.from = from;
            this.to = to;
            this.statusOfNothing = statusOfNothing;
        }

        String action() {
            return action;
        }
    }

    /** An order as the model has it. */
    static final class Entry {

        private final String instance;
        private final Kind kind;
        private final List<String> events = new ArrayList<>(List.of("scheduled"));
        private OrderStatus status = OrderStatus.SCHEDULED;
        private boolean due;
        private String holder;
        private String lastReleasedBy;

        Entry(String instance, Kind kind) {
            this.instance = instance;
            this.kind = kind;
        }

        OrderStatus status() {
            return status;
        }

        List<String> events() {
            return events;
        }

        private boolean isOpen() {
            return status == OrderStatus.SCHEDULED || status == OrderStatus.PROCESSING;
        }

        private boolean isCancellable() {
            return status == OrderStatus.SCHEDULED && !due;
        }

        private void become(OrderStatus next, String event) {
            status = next;
            events.add(event);
        }
    }

    private static final String EFFECTIVE_AT = "2999-01-01T00:00:00Z";

    private final Map<String, Entry> orders = new LinkedHashMap<>();
    private final Map<String, Integer> instances = new HashMap<>();

    /** The first is ByBandwidth, the second ByTrafficPackage, the third POSTPAID and ByBandwidth. */
    void instance(String instance, int index) {
        instances.put(instance, index);
    }

    Map<String, Entry> orders() {
        return orders;
    }

    List<String> openOrders() {
        return orders.entrySet().stream()
                .filter(order -> order.getValue().isOpen())
                .map(Map.Entry::getKey)
                .toList();
    }

    static String content(String instance, Kind kind) {
        return "{\"instanceId\":\"%s\",\"change\":\"%s\",\"from\":%s,\"to\":%s,\"effectiveAt\":\"%s\"}"
                .formatted(instance, kind, kind.from, kind.to, EFFECTIVE_AT);
    }

    String schedule(String number, String instance, Kind kind) {
        Entry known = orders.get(number);
        if (known != null) {
            boolean isSame = known.instance.equals(instance) && known.kind == kind && !known.due;
            return isSame ? "200" : "409 ORDER_CONTENT_DIFFERS";
        }
        if (instances.get(instance) == 2) {
            return "409 INSTANCE_NOT_PREPAID";
        }
        if (open(instance, kind) != null) {
            return "409 DOWNGRADE_ALREADY_SCHEDULED";
        }
        orders.put(number, new Entry(instance, kind));
        return "201";
    }

    String cancel(String instance, Kind kind) {
        boolean isByBandwidth = instances.get(instance) != 1;
        if (kind == Kind.BANDWIDTH && !isByBandwidth || kind == Kind.TRAFFIC_PACKAGE && isByBandwidth) {
            return "403 OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT";
        }
        Entry open = open(instance, kind);
        if (open == null || !open.isCancellable()) {
            return kind.statusOfNothing + " OPERATION_DENIED_DOWNGRADE_NOT_EXIST";
        }
        open.become(OrderStatus.CANCELLED, "cancelled");
        return "200 OK";
    }

    String platformCancel(String number) {
        Entry order = orders.get(number);
        if (order == null) {
            return "404 ORDER_NOT_FOUND";
        }
        if (order.isCancellable()) {
            order.become(OrderStatus.CANCELLED, "cancelled");
        }
        return switch (order.status) {
            case CANCELLED -> "200";
            case SCHEDULED -> "409 ORDER_IS_DUE";
            case PROCESSING -> "409 ORDER_PROCESSING";
            case APPLIED -> "409 ORDER_APPLIED";
        };
    }

    /** Whether the order was early, and is due now. */
    boolean makeDue(String number) {
        Entry order = orders.get(number);
        boolean isEarly = order != null && order.isCancellable();
        if (isEarly) {
            order.due = true;
        }
        return isEarly;
    }

    String settle(String number, String settlement, String step) {
        Entry order = orders.get(number);
        if (order == null) {
            return "404 ORDER_NOT_FOUND";
        }
        return switch (order.status) {
            case CANCELLED -> "409 ORDER_CANCELLED";
            case APPLIED -> step.equals("complete") && order.holder.equals(settlement) ? "200" : "409 ORDER_APPLIED";
            case SCHEDULED -> ofScheduled(order, settlement, step);
            case PROCESSING ->
                order.holder.equals(settlement)
                        ? ofHolder(order, settlement, step)
                        : "409 ORDER_HELD_BY_ANOTHER_SETTLEMENT";
        };
    }

    private static String ofScheduled(Entry order, String settlement, String step) {
        if (step.equals("release") && Objects.equals(order.lastReleasedBy, settlement)) {
            return "200";
        }
        if (!step.equals("start")) {
            return "409 ORDER_NOT_PROCESSING";
        }
        if (!order.due) {
            return "409 ORDER_NOT_DUE";
        }
        order.holder = settlement;
        order.become(OrderStatus.PROCESSING, "processing");
        return "200";
    }

    private static String ofHolder(Entry order, String settlement, String step) {
        if (step.equals("complete")) {
            order.become(OrderStatus.APPLIED, "applied");
        }
        if (step.equals("release")) {
            order.lastReleasedBy = settlement;
            order.become(OrderStatus.SCHEDULED, "released");
        }
        return "200";
    }

    private Entry open(String instance, Kind kind) {
        return orders.values().stream()
                .filter(order -> order.instance.equals(instance) && order.kind == kind && order.isOpen())
                .findFirst()
                .orElse(null);
    }
}
