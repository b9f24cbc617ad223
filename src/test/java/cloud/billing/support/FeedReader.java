package cloud.billing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A consumer that follows the feed, page by page, and keeps what it has read. */
public final class FeedReader {

    private final InternalClient platform;
    private final String query;
    private final List<JsonNode> events = new ArrayList<>();
    private String cursor = "";

    public FeedReader(InternalClient platform, String query) {
        this.platform = platform;
        this.query = query;
    }

    /** Reads one page; how many events were on it. */
    public int readPage() {
        InternalClient.Reply page =
                platform.get("/audit-events?" + query + cursor).is("200");
        page.json().get("items").forEach(events::add);
        cursor = "&cursor=" + page.text("nextCursor");
        return page.json().get("items").size();
    }

    /** Reads until there is no more for now. */
    public FeedReader readAll() {
        while (readPage() > 0) {
            assertThat(events.size()).isLessThan(1_000_000);
        }
        return this;
    }

    /** Reads on, whatever there is, until the condition holds and no more comes. */
    public void follow(Predicate<FeedReader> untilDone) {
        while (!untilDone.test(this)) {
            readPage();
        }
        readAll();
    }

    public List<JsonNode> events() {
        return events;
    }

    public List<String> texts(String pointer) {
        return events.stream().map(event -> event.at(pointer).asString()).toList();
    }
}
