package cloud.billing.support;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The proxy cuts statements as the fault tests assume. */
class DatabaseProxyTest {

    @Test
    void whatTheFirstPieceDecidesGoesForTheWholeStatement() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatabaseProxy proxy = DatabaseProxy.to(server.getLocalPort());
                Socket service = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket database = server.accept()) {
            proxy.cutMarked();
            send(service, "'cut-after-1',");
            assertThat(read(database, 14)).isEqualTo("'cut-after-1',");
            send(service, "'cut-before-2',");
            assertThat(read(database, 15)).isEqualTo("'cut-before-2',");
            send(database, "done");
            assertThatThrownBy(() -> read(service, 4)).isInstanceOf(IOException.class);
            assertThat(proxy.cuts().values()).containsOnly(DatabaseProxy.CUT_AFTER);
        }
    }

    private static void send(Socket to, String piece) throws IOException {
        to.getOutputStream().write(piece.getBytes(US_ASCII));
    }

    private static String read(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), US_ASCII);
    }
}
