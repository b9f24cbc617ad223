package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the container refuses before any of our code sees it has the contract's shape too (1.2). */
@BillingTest
class ContainerErrorsTest {

    private static final String HEAD = "POST /api/v2/vm HTTP/1.1\nHost: x\nContent-Type: application/json\n";

    private final Billing billing;

    ContainerErrorsTest(@Autowired Billing billing) {
        this.billing = billing;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\n\n",
                "POST /api/v2/vm{} HTTP/1.1\nHost: x\n\n",
                "POST /api/v2/%ff%00vm HTTP/1.1\nHost: x\nConnection: close\n\n",
                "POST /api/v2/vm HTTP/1.1\n\n",
                "POST /api/v2/vm HTTP/9.9\nHost: x\n\n",
                HEAD + "Bad Header: x\n\n",
                HEAD + "Content-Length: -1\n\n",
                HEAD + "Transfer-Encoding: chunked\n\nZZ\n",
                HEAD + "Transfer-Encoding: magic\n\n"
            })
    void aRequestThatIsNotHttpIsAnsweredInTheContractsShape(String request) throws IOException {
        assertThat(exchange(request.replace("\n", "\r\n")))
                .startsWith("HTTP/1.1 400")
                .containsPattern("\\{\"requestId\":\"T[-0-9A-F]{36}\",\"code\":\"INVALID_PARAMETER_PATTERN_ERROR\","
                        + "\"message\":\"[^\"]+\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE /api/v2/vm HTTP/1.1\nHost: x\nConnection: close\n\n"})
    void aTraceIsAnsweredInTheContractsShape(String request) throws IOException {
        assertThat(exchange(request.replace("\n", "\r\n")))
                .containsPattern("\\{\"requestId\":\"T[-0-9A-F]{36}\",\"code\":\"[A-Z_]+\",\"message\":\"[^\"]+\"}");
    }

    @Test
    void whoSendsFarTooMuchBeforeReadingIsToldSo() throws IOException {
        int length = 15_000_000;
        assertThat(exchange((HEAD + "Connection: close\nContent-Length: " + length + "\n\n").replace("\n", "\r\n")
                        + " ".repeat(length)))
                .startsWith("HTTP/1.1 413")
                .contains("INVALID_PARAMETER_EXCEED_LENGTH");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", billing.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
