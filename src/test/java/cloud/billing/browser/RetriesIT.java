package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.interactions.Actions;

/** One intention has one key and one outcome, whatever the network and the customer's clicks do. */
@BrowserTest
class RetriesIT {

    private final Billing billing;
    private final Proxy proxy;
    private final Console console;
    private final Account account;
    private final String instance;
    private final String order;

    RetriesIT(Stage stage, Console console) {
        this.billing = stage.billing();
        this.proxy = stage.proxy();
        this.console = console;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
        console.open(account).keepSize(instance);
    }

    @Test
    void anAnswerThatIsLostAfterTheCommitIsAskedForAgain() {
        proxy.next(Fate.CUT_AFTER_THE_COMMIT, Fate.CUT_IN_THE_ANSWER, Fate.CUT_AFTER_THE_COMMIT);
        console.confirm();
        console.until(() -> console.question().contains("The connection was lost. Trying again"));
        endsInTheSuccessThatWasCommitted();
        assertThat(proxy.cancels()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aRequestThatNeverArrivedIsSentAgain() {
        proxy.next(Fate.CUT_BEFORE_THE_SERVICE, Fate.CUT_BEFORE_THE_SERVICE);
        console.confirm();
        endsInTheSuccessThatWasCommitted();
    }

    @Test
    void whereNoAttemptGetsThroughItIsSaidThatItIsNotKnownAndTheSameWishCanBeTriedAgain() {
        proxy.always(Fate.CUT_BEFORE_THE_SERVICE);
        console.confirm();
        console.told(instance, "We do not know yet whether it was done");
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
        assertThat(console.intentions()).isEqualTo(1);
        proxy.always(Fate.PASSED);
        console.pressInNotice("Try again");
        endsInTheSuccessThatWasCommitted();
    }

    @Test
    void whereNoAnswerComesBackThePageLooksAndTellsTheTruth() {
        proxy.always(Fate.CUT_AFTER_THE_COMMIT);
        console.confirm();
        assertThat(console.told(instance, "Your size stays c.4c8g")).contains("no longer scheduled");
        assertThat(console.changes(instance)).isEmpty();
        assertThat(billing.eventsOf(order)).hasSize(1);
        assertThat(console.intentions()).isZero();
    }

    @Test
    void aDoubleClickSendsOneRequest() {
        new Actions(console.driver())
                .doubleClick(console.driver().findElement(By.id("yes")))
                .perform();
        endsInTheSuccessThatWasCommitted();
        assertThat(proxy.cancels()).hasSize(1);
    }

    @Test
    void twoTabsCancelOnceAndAreToldTheSame() {
        String first = console.tab();
        console.inNewTab().keepSize(instance);
        CountDownLatch bothHaveSent = new CountDownLatch(1);
        proxy.next(Fate.heldAt(bothHaveSent), Fate.heldAt(bothHaveSent));
        console.confirm().switchTo(first).confirm();
        Console.patiently().until(() -> proxy.cancels().size() == 2);
        bothHaveSent.countDown();
        endsInTheSuccessThatWasCommitted();
        console.switchTo(otherThan(first));
        endsInTheSuccessThatWasCommitted();
    }

    @Test
    void aTabThatComesLateIsToldWhatTheFirstWasTold() {
        String first = console.tab();
        console.inNewTab().keepSize(instance).confirm();
        endsInTheSuccessThatWasCommitted();
        console.switchTo(first);
        console.until(() -> console.changes(instance).isEmpty());
        console.confirm();
        endsInTheSuccessThatWasCommitted();
    }

    /** The first tab's key is used, so its answer is an old one: the page trusts what it reads. */
    @Test
    void aTabThatComesLateDoesNotClaimThatANewOrderIsCancelled() {
        String first = console.tab();
        console.inNewTab().keepSize(instance).confirm().told(instance, "You keep your size");
        String next = account.downgrade(instance);
        console.switchTo(first).confirm().told(instance, "It was scheduled anew");
        assertThat(console.changes(instance)).containsExactly("SPECIFICATION");
        assertThat(billing.statusOf(next)).isEqualTo("SCHEDULED");
    }

    @Test
    void whoGoesBackAndComesAgainDuringTheAttemptIsToldItsEnd() {
        CountDownLatch gone = new CountDownLatch(1);
        proxy.next(Fate.heldAt(gone));
        console.confirm();
        Console.patiently().until(() -> proxy.cancels().size() == 1);
        console.driver().navigate().back();
        gone.countDown();
        console.driver().navigate().forward();
        endsInTheSuccessThatWasCommitted();
    }

    @Test
    void whoReloadsDuringTheAttemptIsToldItsEnd() {
        CountDownLatch reloaded = new CountDownLatch(1);
        proxy.next(Fate.heldAt(reloaded));
        console.confirm();
        Console.patiently().until(() -> proxy.cancels().size() == 1);
        console.driver().navigate().refresh();
        reloaded.countDown();
        endsInTheSuccessThatWasCommitted();
        assertThat(proxy.cancels()).hasSize(2);
    }

    @Test
    void aNewOrderIsANewWish() {
        console.confirm().told(instance, "You keep your size");
        String next = account.downgrade(instance);
        console.open(account).keepSize(instance).confirm().told(instance, "You keep your size");
        assertThat(billing.statusOf(next)).isEqualTo("CANCELLED");
        assertThat(proxy.cancels().stream().map(Proxy.Seen::key).distinct()).hasSize(2);
    }

    private void endsInTheSuccessThatWasCommitted() {
        String told = console.told(instance, "You keep your size: c.4c8g");
        assertThat(billing.eventsOf(order)).hasSize(1);
        assertThat(told).contains((String) billing.eventsOf(order).getFirst().get("request_id"));
        assertThat(console.changes(instance)).isEmpty();
        assertThat(console.intentions()).isZero();
        assertThat(proxy.cancels().stream().distinct()).hasSize(1);
        assertThat(proxy.cancels().getFirst().key()).hasSize(36);
    }

    private String otherThan(String tab) {
        return console.driver().getWindowHandles().stream()
                .filter(each -> !each.equals(tab))
                .findFirst()
                .orElseThrow();
    }
}
