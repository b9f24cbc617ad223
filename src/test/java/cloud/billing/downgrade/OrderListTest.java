package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.internal.Cursor;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.InternalClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Contract 2: the list of orders. */
@BillingTest
class OrderListTest {

    private final Billing billing;
    private final InternalClient platform;
    private final Account account;

    OrderListTest(@Autowired Billing billing) {
        this.billing = billing;
        this.platform = billing.internal();
        this.account = billing.newAccount();
    }

    @Test
    void itIsOfTheOldestFirstAndFilters() {
        String late = account.downgrade(account.instance(), Duration.ofDays(3));
        String instance = account.instance();
        String early = account.downgrade(instance, Duration.ofDays(1));
        String cancelled = account.bandwidthDowngrade(account.instance());
        platform.post("/accounts/" + account.id() + "/downgrade-orders/" + cancelled + "/cancel", "{\"reason\":\"x\"}");

        assertThat(numbers("")).containsExactly(early, late, cancelled);
        assertThat(numbers("&status=SCHEDULED")).containsExactly(early, late);
        assertThat(numbers("&status=CANCELLED")).containsExactly(cancelled);
        assertThat(numbers("&change=BANDWIDTH")).containsExactly(cancelled);
        assertThat(numbers("&instanceId=" + instance)).containsExactly(early);
        assertThat(numbers("&dueBefore=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(numbers("&dueBefore=2999-01-01T00:00:00Z")).hasSize(3);
    }

    /** Between any two pages, orders appear before and after the cursor, and disappear. */
    @Test
    void whileOrdersComeAndGoNoneIsSkippedOrRepeated() {
        List<String> standing = IntStream.range(0, 25)
                .mapToObj(day -> account.downgrade(account.instance(), Duration.ofDays(1 + day % 5)))
                .toList();
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = list("&limit=4&status=SCHEDULED" + cursor);
            page.get("items")
                    .valueStream()
                    .forEach(order -> seen.add(order.get("orderNumber").stringValue()));
            cursor = page.get("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.get("nextCursor").stringValue();
            comeAndGo();
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().containsAll(standing);
    }

    /** A cycle begins for many accounts at once. */
    @Test
    void ofOrdersOfOneMomentNoneIsSkippedOrRepeated() {
        Instant moment = Instant.parse("2500-01-01T00:00:00Z")
                .plusSeconds(ThreadLocalRandom.current().nextInt(1_000_000_000));
        List<Account> accounts = List.of(account, billing.newAccount());
        List<String> standing = IntStream.range(0, 10)
                .mapToObj(number -> schedule(accounts.get(number % 2), "at-once-" + number, moment))
                .toList();
        String begin = Cursor.of(moment.minusSeconds(1).toString(), "0", "0");
        assertThat(all("limit=3&dueBefore=" + moment.plusSeconds(1), begin))
                .containsExactlyInAnyOrderElementsOf(standing);
        assertThat(all("limit=3&dueBefore=" + moment, begin)).isEmpty();
    }

    @Test
    void theListOfAllIsThoseOfEachState() {
        for (OrderStatus state : OrderStatus.values()) {
            bringTo(state, account.downgrade(account.instance()));
        }
        List<String> ofEach = Stream.of(OrderStatus.values())
                .flatMap(state -> all("limit=1000&status=" + state, null).stream())
                .toList();
        assertThat(all("limit=1000", null))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ofEach)
                .hasSizeGreaterThanOrEqualTo(OrderStatus.values().length);
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        account.downgrade(account.instance());
        account.downgrade(account.instance());
        assertThat(list("&limit=2").get("nextCursor").isNull()).isTrue();
    }

    private String schedule(Account owner, String number, Instant effectiveAt) {
        platform.put("/accounts/%s/downgrade-orders/%s".formatted(owner.id(), number), """
                        {"instanceId":"%s","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"%s"}""".formatted(
                                owner.instance(), effectiveAt))
                .is("201");
        return owner.id() + " " + number;
    }

    private void bringTo(OrderStatus state, String order) {
        if (state == OrderStatus.CANCELLED) {
            take("cancel", order);
        } else if (state != OrderStatus.SCHEDULED) {
            billing.makeDue(order);
            take("start", order);
        }
        if (state == OrderStatus.APPLIED) {
            take("complete", order);
        }
    }

    private void take(String step, String order) {
        platform.post(
                        "/accounts/%s/downgrade-orders/%s/%s".formatted(account.id(), order, step),
                        "{\"settlementId\":\"s\",\"reason\":\"x\"}")
                .is("200");
    }

    /** All orders of this query, whoever's they are, page by page from this cursor on. */
    private List<String> all(String query, @Nullable String begin) {
        List<String> seen = new ArrayList<>();
        String cursor = begin == null ? "" : "&cursor=" + begin;
        while (cursor != null) {
            JsonNode page = platform.get("/downgrade-orders?" + query + cursor)
                    .is("200")
                    .json();
            page.get("items")
                    .forEach(order -> seen.add(order.get("accountId").stringValue() + " "
                            + order.get("orderNumber").stringValue()));
            JsonNode next = page.get("nextCursor");
            cursor = next.isNull() ? null : "&cursor=" + next.stringValue();
        }
        return seen;
    }

    private void comeAndGo() {
        account.downgrade(account.instance(), Duration.ofHours(1));
        String passing = account.instance();
        account.downgrade(passing, Duration.ofDays(4));
        account.cancel(passing).isCancelled();
    }

    private List<String> numbers(String query) {
        return list(query)
                .get("items")
                .valueStream()
                .map(order -> order.get("orderNumber").stringValue())
                .toList();
    }

    private JsonNode list(String query) {
        return platform.get("/downgrade-orders?accountId=" + account.id() + query)
                .is("200")
                .json();
    }
}
