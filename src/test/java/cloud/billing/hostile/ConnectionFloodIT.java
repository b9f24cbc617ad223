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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** More connections than the service accepts, each with half of a large body, or idle; with the heap of a pod. */
@PackagedServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionFloodIT {

    private static final int CONNECTIONS = 600;
    private static final int IDLE_CONNECTIONS = 520; // a few more than the service accepts
    private static final int SILENCE = 30_000; // ms; longer than the service waits for a byte
    private static final String HEAP_OF_A_POD = "-Xmx154m -XX:+ExitOnOutOfMemoryError";
    private static final byte[] HALF =
            ("POST /api/v2/vm HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 60000\r\n\r\n" + "x".repeat(30_000))
                    .getBytes(ISO_8859_1);

    private static final byte[] WHOLE = "GET /api/v2/vm HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1);

    private final List<Socket> flood = new ArrayList<>();
    private final int port;
    private final ServiceProcess service;
    private final Account account;

    ConnectionFloodIT(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment)
            throws IOException {
        Billing billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
        this.port = ServiceProcess.freePort();
        this.service = ServiceProcess.ready(database, port, Map.of("JAVA_TOOL_OPTIONS", HEAP_OF_A_POD));
        this.account = billing.newAccount(port);
    }

    @AfterEach
    void itEbbs() throws IOException {
        for (Socket socket : flood) {
            socket.close();
        }
        flood.clear();
    }

    @AfterAll
    void end() {
        service.close();
    }

    @Test
    void whoSendsHalfAndFallsSilentHoldsNeitherMemoryNorOthers() throws IOException {
        Http.send(cancel()).isCancelled();
        for (int i = 0; i < CONNECTIONS; i++) {
            flood.add(sent(HALF));
        }
        Http.send(cancel()).isCancelled();
        for (Socket silent : flood) {
            try (silent) {
                assertThat(status(silent)).isEqualTo("HTTP/1.1 504 ");
            }
        }
        Http.send(cancel()).isCancelled();
    }

    /** An idle connection lasts longer than this test waits; but while so many are open, idle ones must make room. */
    @Test
    void whoKeepsAnIdleConnectionKeepsNobodyElseOut() throws IOException {
        for (int i = 0; i < IDLE_CONNECTIONS; i++) {
            Socket idle = sent(WHOLE);
            flood.add(idle);
            assertThat(status(idle)).isEqualTo("HTTP/1.1 405 ");
        }
    }

    private HttpRequest cancel() {
        String instance = account.instance();
        account.downgrade(instance);
        return account.cancelRequest(instance).build();
    }

    private Socket sent(byte[] request) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(SILENCE);
        socket.getOutputStream().write(request);
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 504 ".length()), ISO_8859_1);
    }
}
