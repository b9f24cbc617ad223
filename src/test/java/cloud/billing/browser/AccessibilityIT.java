package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page is for everybody: each of its states, wide and narrow, by day and by night, with the keyboard alone. */
@BrowserTest
class AccessibilityIT {

    private static final int WIDE = 1280;
    private static final int PHONE = 360;

    private final Stage stage;
    private final Console console;
    private final Account account;
    private final String instance;

    AccessibilityIT(Stage stage, Console console) {
        this.stage = stage;
        this.console = console;
        this.account = stage.billing().newAccount();
        this.instance = account.instance("PREPAID", "ByBandwidth");
        account.downgrade(instance);
        account.bandwidthDowngrade(instance);
    }

    @Test
    void theListAndItsPages() {
        IntStream.range(0, 21).forEach(each -> account.instance("POSTPAID", "ByBandwidth"));
        console.open(account);
        isForEverybody();
    }

    @Test
    void anEmptyList() {
        console.open(stage.billing().newAccount());
        isForEverybody();
    }

    @Test
    void aPageThatStillLoads() {
        CountDownLatch looked = new CountDownLatch(1);
        stage.proxy().reads(Fate.heldAt(looked));
        stage.signIn(account);
        console.driver().get(stage.console());
        isForEverybody();
        looked.countDown();
        console.whole();
    }

    @Test
    void aPageWhoseServiceCannotBeReached() {
        stage.proxy().reads(Fate.CUT_BEFORE_THE_SERVICE);
        stage.signIn(account);
        console.driver().get(stage.console());
        console.toldAboveAll("The service cannot be reached");
        isForEverybody();
        stage.proxy().reads(Fate.PASSED);
        console.pressInNotice("Try again").until(() -> console.instances().contains(instance));
    }

    @Test
    void theQuestionTheWaitingAndTheSuccess() {
        CountDownLatch looked = new CountDownLatch(1);
        stage.proxy().next(Fate.heldAt(looked));
        console.open(account).keepSize(instance);
        isForEverybody();
        console.confirm();
        isForEverybody();
        looked.countDown();
        console.told(instance, "You keep your size");
        isForEverybody();
    }

    @Test
    void aRefusal() {
        console.open(account).keepSize(instance);
        account.cancel(instance).isCancelled();
        console.confirm().told(instance, "It was cancelled already");
        isForEverybody();
    }

    @Test
    void whatIsNotKnown() {
        stage.proxy().always(Fate.CUT_BEFORE_THE_SERVICE);
        console.open(account).keepSize(instance).confirm().told(instance, "We do not know yet");
        isForEverybody();
    }

    @Test
    void aSignInThatIsMissing() {
        stage.signInWith(account, "not a token");
        console.open(stage.console()).toldAboveAll("You are signed out");
        isForEverybody();
    }

    @Test
    void theKeyboardAloneIsEnough() {
        console.open(account);
        assertThat(console.press(Keys.TAB).focused().getText()).isEqualTo("Skip to the instances");
        console.tabTo(console.change(instance, "SPECIFICATION").findElement(By.tagName("button")));
        console.press(Keys.ENTER).until(() -> console.focused().getText().equals("Not now"));
        console.press(Keys.ESCAPE).until(() -> console.focused().getText().equals("Keep the current size"));
        console.press(Keys.ENTER).until(() -> console.focused().getText().equals("Not now"));
        console.tabTo(console.driver().findElement(By.id("yes"))).press(Keys.SPACE);
        String told = console.told(instance, "You keep your size");
        console.until(() -> console.focused().getText().contains("You keep your size"));
        console.until(() -> console.announced().startsWith("You keep your size: c.4c8g. The change to c.2c4g"));
        assertThat(told).contains("Request id");
        console.press(Keys.TAB, Keys.ENTER)
                .until(() -> console.focused().getText().equals("Keep the current bandwidth"));
    }

    private void isForEverybody() {
        for (int width : new int[] {WIDE, PHONE}) {
            for (boolean dark : new boolean[] {false, true}) {
                console.ofWidth(width).inTheDark(dark);
                assertThat(Axe.violations(console.driver()))
                        .as("%s, dark: %s", width, dark)
                        .isEmpty();
                assertThat(console.driver().executeScript("return document.documentElement.scrollWidth"))
                        .as("nothing is wider than the screen")
                        .isEqualTo((long) width);
            }
        }
    }
}
