package cloud.billing.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.core.io.ClassPathResource;

/** axe-core, which checks a page for accessibility. */
final class Axe {

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(({violations}) => done(violations.map(
                ({id, impact, help, nodes}) => `${impact} ${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`)),
              (failure) => done([String(failure)]));""";

    private Axe() {}

    /** The accessibility violations of the page as it stands. */
    @SuppressWarnings("unchecked")
    static List<String> violations(ChromeDriver driver) {
        driver.executeScript(script());
        return (List<String>) driver.executeAsyncScript(RUN);
    }

    private static String script() {
        try {
            return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
