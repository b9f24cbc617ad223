package cloud.billing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Where the demo's console is, and what becomes of the demo where it cannot be there. */
class DemoConsoleTest {

    @Test
    void aPortThatIsTakenCostsThePageAndNotTheDemo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                DemoConsole console = consoleOn(taken.getLocalPort())) {
            assertThat(console.open()).startsWith("There is no console: port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void elseItSaysWhereThePageIs() throws IOException {
        try (DemoConsole console = consoleOn(0)) {
            assertThat(console.open()).matches("The console is at http://localhost:\\d+/ - open it in a browser\\.");
        }
    }

    private static DemoConsole consoleOn(int port) {
        return new DemoConsole(new MockEnvironment().withProperty("demo.console.port", "" + port));
    }
}
