package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's picture shows the page as it is; {@code mvn -Pbrowser verify -Dconsole.picture.write=true} takes it anew. */
class PictureTest {

    static final Path COMMITTED = Path.of("docs", "console.png");

    private static final long LARGEST = 300_000;

    @Test
    void thePictureIsOfThisVersionOfThePage() throws Exception {
        assertThat(Picture.read(COMMITTED).page())
                .as("the page has changed since its picture was taken")
                .isEqualTo(Picture.digestOfPage());
    }

    @Test
    void theReadmeShowsItAndItIsNotLarge() throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains("](docs/console.png)");
        assertThat(Files.size(COMMITTED)).isLessThan(LARGEST);
    }
}
