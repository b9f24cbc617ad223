package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * Takes the README's picture, and others to look at, to {@code target/console}; {@code -Dconsole.picture.write=true} puts the first where
 * the README finds it.
 */
@BrowserTest
class PictureIT {

    private static final Path FOLDER = Path.of("target", "console");
    private static final int WIDE = 1120;
    private static final int PHONE = 390;

    private final Stage stage;
    private final Console console;

    PictureIT(Stage stage, Console console) {
        this.stage = stage;
        this.console = console;
    }

    @Test
    void theDemo() throws Exception {
        console.open(stage.demoConsole());
        Picture picture = take("demo", WIDE);
        if (Boolean.getBoolean("console.picture.write")) {
            picture.write(PictureTest.COMMITTED);
        }
        Picture committed = Picture.read(PictureTest.COMMITTED);
        assertThat(committed.page()).isEqualTo(picture.page());
        assertThat(committed.image().getWidth()).isEqualTo(picture.image().getWidth());
        take("demo-phone", PHONE);
        console.inTheDark(true);
        take("demo-dark", WIDE);
        take("demo-phone-dark", PHONE);
    }

    @Test
    void aCancelFromItsQuestionToItsEnd() throws Exception {
        Account account = stage.billing().newAccount();
        String kept = account.instance("PREPAID", "ByBandwidth");
        String refused = account.instance();
        account.downgrade(kept);
        account.bandwidthDowngrade(kept);
        account.downgrade(refused);
        console.ofWidth(WIDE).open(account).keepSize(kept);
        take("question", WIDE);
        take("question-phone", PHONE);
        console.confirm().told(kept, "You keep your size");
        account.cancel(refused).isCancelled();
        console.keepSize(refused).confirm().told(refused, "It was cancelled already");
        console.driver().findElement(By.tagName("h1")).click();
        take("answers", WIDE);
        console.inTheDark(true);
        take("answers-dark", WIDE);
        take("answers-phone-dark", PHONE);
    }

    private Picture take(String name, int width) throws Exception {
        Picture picture = Picture.take(console.driver(), width);
        picture.write(FOLDER.resolve(name + ".png"));
        return picture;
    }
}
