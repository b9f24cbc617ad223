package cloud.billing.fault;

import cloud.billing.support.FeedReader;
import cloud.billing.support.InternalClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the public interfaces return about all orders: their states, and the audit feed from start to end. */
record Found(Map<String, String> statuses, List<Event> events) {

    private static final String ORDER_EVENT = "billing.downgrade-order.";

    /** An event of an order's life: {@code scheduled}, {@code cancelled}, {@code processing} or {@code applied}. */
    record Event(String id, String step, String order, String requestId) {}

    static Found at(InternalClient platform, String accountId) {
        return new Found(
                statuses(platform, accountId),
                eventsOf(new FeedReader(platform, "limit=1000&accountId=" + accountId).readAll()));
    }

    /** The order events among those that a reader has read, in the order of reading. */
    static List<Event> eventsOf(FeedReader reader) {
        return reader.events().stream()
                .filter(event -> event.get("type").stringValue().startsWith(ORDER_EVENT))
                .map(Found::event)
                .toList();
    }

    /** The steps of each order's life, in the feed's order. */
    Map<String, List<Event>> lives() {
        Map<String, List<Event>> lives = new HashMap<>();
        events.forEach(event ->
                lives.computeIfAbsent(event.order(), any -> new ArrayList<>()).add(event));
        return lives;
    }

    private static Event event(JsonNode event) {
        String type = event.get("type").stringValue();
        return new Event(
                event.get("id").stringValue(),
                type.substring(ORDER_EVENT.length(), type.lastIndexOf('.')),
                event.get("subject").stringValue(),
                event.at("/data/requestId").stringValue());
    }

    private static Map<String, String> statuses(InternalClient platform, String accountId) {
        Map<String, String> statuses = new HashMap<>();
        String cursor = "";
        do {
            InternalClient.Reply page = platform.get("/downgrade-orders?limit=200&accountId=" + accountId + cursor)
                    .is("200");
            page.json()
                    .get("items")
                    .forEach(order -> statuses.put(
                            order.get("orderNumber").stringValue(),
                            order.get("status").stringValue()));
            JsonNode next = page.json().get("nextCursor");
            cursor = next == null || next.isNull() ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        return statuses;
    }
}
