package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.billing.TokenIssuerTimeouts.BudgetedConnections;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** An issuer that says nothing does not hold a request beyond its time. */
class TokenIssuerTimeoutsTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";

    @ParameterizedTest
    @CsvSource({", 2000", "5000, 2000", "4000, 2000", "3000, 1501", "1, 1"})
    void aConnectionHasHalfOfWhatIsLeft(Long left, long millis) {
        assertThat(BudgetedConnections.timeout(left == null ? null : Duration.ofMillis(left)))
                .hasMillis(millis);
    }

    @Test
    void aSilentIssuerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder decoder =
                    NimbusJwtDecoder.withJwkSetUri("http://localhost:" + silent.getLocalPort());
            new TokenIssuerTimeouts().issuerTimesOut().customize(decoder);
            assertThatExceptionOfType(JwtException.class)
                    .isThrownBy(() -> decoder.build().decode(TOKEN))
                    .havingRootCause()
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
