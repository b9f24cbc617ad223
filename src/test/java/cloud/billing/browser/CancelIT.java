package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** A customer looks at the instances and keeps what they have. */
@BrowserTest
class CancelIT {

    private final Stage stage;
    private final Billing billing;
    private final Console console;
    private final Account account;

    CancelIT(Stage stage, Console console) {
        this.stage = stage;
        this.billing = stage.billing();
        this.console = console;
        this.account = billing.newAccount();
    }

    @Test
    void theDemosPageShowsTheDemosInstances() {
        console.open(stage.demoConsole());
        assertThat(console.instances())
                .containsExactly("demo-bandwidth", "demo-pending", "demo-plain", "demo-postpaid");
        assertThat(console.row("demo-pending").getText())
                .contains("Smaller size", "Scheduled", "becomes c.2c4g", "10 days left", "Keep the current size");
        assertThat(console.row("demo-bandwidth").getText()).contains("becomes 50 Mbps", "Keep the current bandwidth");
        assertThat(console.changes("demo-plain")).isEmpty();
        assertThat(console.row("demo-postpaid").getText()).contains("by use");
        console.hasNothingToComplainOf();
    }

    @Test
    void theSizeIsKeptAndTheOtherDowngradeStays() {
        String instance = account.instance("PREPAID", "ByBandwidth");
        String size = account.downgrade(instance);
        String bandwidth = account.bandwidthDowngrade(instance);
        console.open(account).keepSize(instance);
        assertThat(console.question()).contains("Keep the current size?", instance, "c.4c8g", "c.2c4g", "UTC");

        console.confirm();
        String told = console.told(instance, "You keep your size: c.4c8g");
        assertThat(told).contains((String) billing.eventsOf(size).getFirst().get("request_id"));
        assertThat(console.changes(instance)).containsExactly("BANDWIDTH");
        assertThat(billing.statusOf(size)).isEqualTo("CANCELLED");
        assertThat(billing.statusOf(bandwidth)).isEqualTo("SCHEDULED");
        assertThat(console.intentions()).isZero();
        console.hasNothingToComplainOf();
    }

    @Test
    void bandwidthAndTrafficPackageAreKeptInTheirOwnWords() {
        String wide = account.instance("PREPAID", "ByBandwidth");
        String packaged = account.instance();
        String bandwidth = account.bandwidthDowngrade(wide);
        String traffic = account.trafficPackageDowngrade(packaged);
        console.open(account).keep(wide, "BANDWIDTH").confirm();
        assertThat(console.told(wide, "You keep your bandwidth: 100 Mbps")).contains("50 Mbps");
        console.keep(packaged, "TRAFFIC_PACKAGE").confirm();
        assertThat(console.told(packaged, "You keep your traffic package")).contains("1 TB");
        assertThat(List.of(billing.statusOf(bandwidth), billing.statusOf(traffic)))
                .containsOnly("CANCELLED");
    }

    @Test
    void notNowChangesNothing() {
        String instance = account.instance();
        String order = account.downgrade(instance);
        console.open(account).keepSize(instance);
        console.driver().findElement(By.id("no")).click();
        assertThat(console.driver().findElement(By.tagName("dialog")).isDisplayed())
                .isFalse();
        assertThat(stage.proxy().cancels()).isEmpty();
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
    }

    /** Forty-one requests for a page: more than the rate limit lets through at once. */
    @Test
    void manyInstancesArePagedAndEachRowIsFilled() {
        IntStream.range(0, 25).forEach(each -> account.downgrade(account.instance()));
        console.open(account);
        assertThat(console.instances())
                .hasSize(20)
                .allSatisfy(instance -> assertThat(console.changes(instance)).containsExactly("SPECIFICATION"));
        console.driver().findElement(By.linkText("Next →")).click();
        console.until(() -> console.whole().instances().size() == 5);
        assertThat(console.driver().getCurrentUrl()).endsWith("?page=2");
        console.driver().navigate().back();
        console.until(() -> console.whole().instances().size() == 20);
        assertThat(console.driver().findElement(By.id("pager")).getText()).contains("1–20 of 25");
        assertThat(console.open(stage.console() + "?page=9").instances()).hasSize(5);
    }

    @Test
    void atItsTimeAChangeIsNoLongerOffered() {
        String instance = account.instance();
        account.downgrade(instance, Duration.ofSeconds(6));
        console.open(account);
        assertThat(console.row(instance).getText()).contains("Keep the current size", "less than a minute left");
        console.until(() -> console.row(instance).getText().contains("It can no longer be cancelled"));
        assertThat(console.row(instance).findElements(By.className("keep"))).isEmpty();
    }

    @Test
    void anAccountWithoutInstancesIsToldSo() {
        console.open(account);
        assertThat(console.driver().findElement(By.id("summary")).getText()).contains("No instances yet");
    }
}
