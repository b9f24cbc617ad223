package cloud.billing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** More connections than it takes, each with half of a large body, and the heap of a pod. */
@PackagedServiceTest
class ConnectionFloodIT {

    private static final int CONNECTIONS = 600;
    private static final int SILENCE = 30_000; // ms: longer than the service has patience
    private static final String HEAP_OF_A_POD = "-Xmx154m -XX:+ExitOnOutOfMemoryError";
    private static final byte[] HALF =
            ("POST /api/v2/vm HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 60000\r\n\r\n" + "x".repeat(30_000))
                    .getBytes(ISO_8859_1);

    private final List<Socket> flood = new ArrayList<>();

    @Test
    void whoSendsHalfAndFallsSilentHoldsNeitherMemoryNorOthers(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment)
            throws IOException {
        Billing billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
        int port = ServiceProcess.freePort();
        try (ServiceProcess ignored =
                ServiceProcess.ready(database, port, Map.of("JAVA_TOOL_OPTIONS", HEAP_OF_A_POD))) {
            Account account = billing.newAccount(port);
            Http.send(cancel(account)).isCancelled();
            for (int i = 0; i < CONNECTIONS; i++) {
                flood.add(half(port));
            }
            Http.send(cancel(account)).isCancelled();
            for (Socket silent : flood) {
                assertThat(firstLine(silent)).isEqualTo("HTTP/1.1 504 ");
            }
            Http.send(cancel(account)).isCancelled();
        }
    }

    private static HttpRequest cancel(Account account) {
        String instance = account.instance();
        account.downgrade(instance);
        return account.cancelRequest(instance).build();
    }

    private static Socket half(int port) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(SILENCE);
        socket.getOutputStream().write(HALF);
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 504 ".length()), ISO_8859_1);
        }
    }
}
