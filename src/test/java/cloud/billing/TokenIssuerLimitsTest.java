package cloud.billing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import cloud.billing.TokenIssuerLimits.BudgetedConnections;
import cloud.billing.support.Http;
import cloud.billing.support.TokenIssuer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** A silent issuer does not hold a request beyond its time budget, and tokens cannot cause unlimited requests to it. */
class TokenIssuerLimitsTest {

    private static final String NO_KEYS = "{\"keys\":[]}";
    private static final int AT_ONCE = 4;
    private static final String TOKEN = forged("{\"alg\":\"RS256\"}");

    private final JwkSetUriJwtDecoderBuilderCustomizer limits = new TokenIssuerLimits().issuerIsAskedWithinLimits();

    @ParameterizedTest
    @CsvSource({", 2000", "5000, 2000", "4000, 2000", "3000, 1501", "1, 1"})
    void aConnectionHasHalfOfWhatIsLeft(Long left, long millis) {
        assertThat(BudgetedConnections.timeout(left == null ? null : Duration.ofMillis(left)))
                .hasMillis(millis);
    }

    /** Each has 5 s, so that without this the second fails after 4 s, the third and fourth later, and each has asked by itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ofManyAtOnceOneAsksASilentIssuerAndAllGiveItUp(boolean isDiscovered) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ExecutorService threads = Executors.newCachedThreadPool();
                ServerSocket silent = new ServerSocket(0, AT_ONCE, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> {
                for (List<Socket> open = new ArrayList<>(); ; asked.incrementAndGet()) {
                    open.add(silent.accept());
                }
            });
            int port = silent.getLocalPort();
            JwtDecoder decoder = isDiscovered ? new SupplierJwtDecoder(() -> discovered(port)) : decoder(port);
            Callable<Throwable> decode = () -> catchThrowable(() -> decoder.decode(TOKEN));
            assertThat(Http.atOnce(Stream.generate(() -> decode).limit(AT_ONCE)))
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOfAny(JwtException.class, JwtDecoderInitializationException.class)
                            .isNotInstanceOf(BadJwtException.class)
                            .hasRootCauseInstanceOf(SocketTimeoutException.class));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void itsKeysAreFoundByItsName() throws Exception {
        TokenIssuer keys = new TokenIssuer();
        HttpServer issuer = issuer(keys::publicKeys);
        try {
            int port = issuer.getAddress().getPort();
            String name = "http://localhost:" + port;
            byte[] configuration = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
                    .formatted(name, name)
                    .getBytes(UTF_8);
            issuer.createContext("/.well-known/openid-configuration", exchange -> send(exchange, configuration));
            String token = keys.sign(
                    JwtClaimsSet.builder().issuer(name).subject("platform").build());
            assertThat(discovered(port).decode(token).getSubject()).isEqualTo("platform");
        } finally {
            issuer.stop(0);
        }
    }

    @Test
    void tokensOfKeysThatItHasNotHaveItAskedOnceASecond() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer issuer = issuer(() -> {
            asked.incrementAndGet();
            return NO_KEYS;
        });
        try {
            JwtDecoder decoder = decoder(issuer.getAddress().getPort());
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                String token = forged("{\"alg\":\"RS256\",\"kid\":\"" + i + "\"}");
                assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(token));
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertThat(asked.get()).isBetween(1, (int) seconds + 1);
        } finally {
            issuer.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_KEYS, ""}) // without keys, or away
    void aSecondLaterItIsAskedAgain(String before) throws Exception {
        AtomicReference<String> answer = new AtomicReference<>(before);
        HttpServer issuer = issuer(answer::get);
        try {
            JwtDecoder decoder = decoder(issuer.getAddress().getPort());
            TokenIssuer rotated = new TokenIssuer();
            String token = rotated.service("platform", "vm:read", Duration.ofHours(1));
            assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(token));
            answer.set(rotated.publicKeys());
            await().ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(decoder.decode(token).getSubject()).isEqualTo("platform"));
        } finally {
            issuer.stop(0);
        }
    }

    /** Answers 500 where there is no answer. */
    private static HttpServer issuer(Supplier<String> answer) throws IOException {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/", exchange -> send(exchange, answer.get().getBytes(UTF_8)));
        issuer.start();
        return issuer;
    }

    private static void send(HttpExchange exchange, byte[] answer) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.length == 0 ? 500 : 200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private JwtDecoder decoder(int port) {
        return limited(NimbusJwtDecoder.withJwkSetUri("http://localhost:" + port));
    }

    private JwtDecoder discovered(int port) {
        return limited(NimbusJwtDecoder.withIssuerLocation("http://localhost:" + port));
    }

    private JwtDecoder limited(NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder decoder) {
        limits.customize(decoder);
        return decoder.build();
    }

    private static String forged(String header) {
        return Stream.of(header, "{}", "signature")
                .map(part -> Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(UTF_8)))
                .collect(Collectors.joining("."));
    }
}
