package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.InternalClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    /** Between any two pages orders come before and behind the cursor, and go. */
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
