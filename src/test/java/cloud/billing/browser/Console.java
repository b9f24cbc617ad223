package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The console as a customer in front of a browser sees it. */
final class Console implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver = Chromium.start();
    private final Stage stage;

    Console(Stage stage) {
        this.stage = stage;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Signs in as a user of this account and waits until the page is whole. */
    Console open(Account account) {
        stage.signIn(account);
        return open(stage.console());
    }

    Console open(String address) {
        driver.get(address);
        return whole();
    }

    /** Waits until everything that the page asks for has come. */
    Console whole() {
        until(() -> driver.findElements(By.cssSelector("main[aria-busy=false]")).size() == 1
                && driver.findElements(By.cssSelector("article[aria-busy=true], .ghost"))
                        .isEmpty());
        return this;
    }

    /** Another tab with the same page. */
    Console inNewTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        return open(stage.console());
    }

    Console switchTo(String tab) {
        driver.switchTo().window(tab);
        return this;
    }

    String tab() {
        return driver.getWindowHandle();
    }

    Console ofWidth(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 2, "mobile", false));
        return this;
    }

    Console inTheDark(boolean dark) {
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        return this;
    }

    List<String> instances() {
        return driver.findElements(By.cssSelector("article h2")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** The kinds of change that are shown for an instance. */
    List<String> changes(String instance) {
        return row(instance).findElements(By.cssSelector("section")).stream()
                .map(section -> section.getDomAttribute("data-kind"))
                .toList();
    }

    WebElement change(String instance, String kind) {
        return row(instance).findElement(By.cssSelector("section[data-kind=" + kind + "]"));
    }

    WebElement row(String instance) {
        return driver.findElement(By.cssSelector("[aria-labelledby='name-" + instance + "']"));
    }

    /** Presses the button of this change, which opens the question. */
    Console keep(String instance, String kind) {
        change(instance, kind).findElement(By.tagName("button")).click();
        until(() -> driver.findElement(By.tagName("dialog")).isDisplayed());
        return this;
    }

    Console keepSize(String instance) {
        return keep(instance, "SPECIFICATION");
    }

    String question() {
        return driver.findElement(By.tagName("dialog")).getText();
    }

    Console confirm() {
        driver.findElement(By.id("yes")).click();
        return this;
    }

    Console press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Goes on with the Tab key until this has the focus. */
    Console tabTo(WebElement target) {
        for (int tabs = 0; tabs < 60; tabs++) {
            if (focused().equals(target)) {
                return this;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach " + target);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Waits for the message in an instance's row that begins so, and returns it. */
    String told(String instance, String title) {
        By box = By.cssSelector("[aria-labelledby='name-" + instance + "'] .notice");
        until(() ->
                driver.findElements(box).stream().anyMatch(found -> text(found).startsWith(title)));
        return text(driver.findElement(box));
    }

    /** Waits for the message about the whole page that begins so, and returns it. */
    String toldAboveAll(String title) {
        By box = By.cssSelector("#page-notice .notice");
        until(() ->
                driver.findElements(box).stream().anyMatch(found -> text(found).startsWith(title)));
        return text(driver.findElement(box));
    }

    private static String text(WebElement notice) {
        return notice.findElement(By.className("notice-words")).getText();
    }

    Console pressInNotice(String label) {
        driver.findElements(By.cssSelector(".notice button")).stream()
                .filter(button -> button.getText().equals(label))
                .findFirst()
                .orElseThrow()
                .click();
        return this;
    }

    /** What a screen reader is told. */
    String announced() {
        return (String) driver.executeScript("return document.getElementById('announcer').textContent");
    }

    /** The intentions that the page keeps. */
    long intentions() {
        return (Long) driver.executeScript(
                "return Object.keys(localStorage).filter((key) => key.startsWith('intention')).length");
    }

    /** What the browser itself complained of since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    void until(Callable<Boolean> condition) {
        try {
            patiently().until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "the page shows:\n" + driver.findElement(By.tagName("body")).getText(), e);
        }
    }

    /** Elements come and go while the page works. */
    static ConditionFactory patiently() {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(WebDriverException.class);
    }

    /** Expects that the page kept to its Content-Security-Policy and failed nowhere. */
    void hasNothingToComplainOf() {
        assertThat(complaints()).isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
