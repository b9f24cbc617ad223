package cloud.billing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A client that sends a body byte by byte is answered, and then its connection is closed, however long it goes on. */
@BillingTest
@TestPropertySource(
        properties = { // those of DatabaseFailureTest, whose context it shares
            "billing.request-timeout=2s",
            "spring.datasource.hikari.maximum-pool-size=2",
            "spring.datasource.hikari.connection-init-sql=SET synchronous_commit = on"
        })
class SlowSendersTest {

    private static final int TIMEOUT = 30_000; // ms; fails the test

    private final Billing billing;

    SlowSendersTest(@Autowired Billing billing) {
        this.billing = billing;
    }

    @Test
    void whoTricklesABodyDoesNotKeepItsConnection() throws Exception {
        assertThat(Http.atOnce(Stream.of(
                        () -> answerTo("/api/v2/vm", "text/plain"),
                        () -> answerTo("/api/v2/vm", "application/json"),
                        () -> answerTo("/internal/v1/whatever", "application/json"))))
                .containsExactly("HTTP/1.1 415 ", "HTTP/1.1 504 ", "HTTP/1.1 504 ");
    }

    /** The status line; returns when the connection is closed. */
    private String answerTo(String path, String contentType) throws IOException {
        try (Socket socket = new Socket("localhost", billing.port())) {
            socket.setSoTimeout(TIMEOUT);
            send(
                    socket,
                    "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType
                            + "\r\nContent-Length: 60000\r\n\r\n");
            Thread trickle = Thread.startVirtualThread(() -> trickle(socket));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
            await().atMost(Duration.ofMillis(TIMEOUT)).until(() -> !trickle.isAlive());
            return status;
        }
    }

    /** Ends when the connection is closed. */
    private static void trickle(Socket socket) {
        try {
            while (true) {
                Thread.sleep(100);
                send(socket, "x");
            }
        } catch (IOException | InterruptedException closed) {
            // it has ended
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }
}
