package cloud.billing.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.core.env.Environment;

/** The demo's console: a page in a browser, signed in as the demo's user. */
@TestConfiguration(proxyBeanMethods = false)
class DemoConsole implements AutoCloseable {

    private final Environment environment;
    private @Nullable ConsoleServer server;

    DemoConsole(Environment environment) {
        this.environment = environment;
    }

    /** Opens it when the service is up, and says where it is. A port that is taken costs the page, and not the demo. */
    String open() throws IOException {
        int port = environment.getRequiredProperty("demo.console.port", Integer.class);
        try {
            server = ConsoleServer.start(port, this::session);
            return "The console is at " + server.origin() + "/ - open it in a browser.";
        } catch (BindException taken) {
            return "There is no console: port " + port + " is taken; --demo.console.port names another.";
        }
    }

    private ConsoleSession session() {
        try {
            Path token = Path.of(environment.getRequiredProperty("demo.folder"), "console.jwt");
            return new ConsoleSession(
                    "http://localhost:" + environment.getRequiredProperty("local.server.port"),
                    DemoApplication.USER,
                    DemoData.ACCOUNT,
                    Files.readString(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
