package cloud.billing;

import cloud.billing.action.TimeBudget;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/** Limits how long and how often the token issuer is asked for its keys: the decoder asks for every token with an unknown key id. */
@Configuration(proxyBeanMethods = false)
class TokenIssuerLimits {

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerIsAskedWithinLimits() {
        RestTemplate issuer = new CachingRestTemplate(); // kept, since a decoder that could not be made is made anew
        return decoder -> decoder.restOperations(issuer);
    }

    /**
     * Caches the issuer's answers and failures for a second. So made-up tokens cause at most one request a second. And if the issuer is
     * silent, those that queue for it (the decoder asks under a lock) fail together; if each asked anew, they would all run out of time.
     */
    private static final class CachingRestTemplate extends RestTemplate {

        private final Cache<RequestEntity<?>, ResponseEntity<?>> answers = forASecond();
        private final Cache<RequestEntity<?>, RestClientException> failures = forASecond();

        CachingRestTemplate() {
            super(new BudgetedConnections());
        }

        /** The issuer's keys. */
        @Override
        public <T> ResponseEntity<T> exchange(RequestEntity<?> request, Class<T> type) {
            return cached(request, () -> super.exchange(request, type));
        }

        /** Where its keys are, if only {@code issuer-uri} is configured. */
        @Override
        public <T> ResponseEntity<T> exchange(RequestEntity<?> request, ParameterizedTypeReference<T> type) {
            return cached(request, () -> super.exchange(request, type));
        }

        @SuppressWarnings("unchecked") // each request is always for the same type
        private <T> ResponseEntity<T> cached(RequestEntity<?> request, Supplier<ResponseEntity<T>> exchange) {
            RestClientException failure = failures.getIfPresent(request);
            if (failure != null) {
                throw failure;
            }
            ResponseEntity<?> answer = answers.getIfPresent(request);
            if (answer == null) {
                answer = ask(request, exchange);
                answers.put(request, answer);
            }
            return (ResponseEntity<T>) answer;
        }

        /** The failure of a request that had little time left says nothing about the issuer. */
        private <T> ResponseEntity<T> ask(RequestEntity<?> request, Supplier<ResponseEntity<T>> exchange) {
            boolean hasTime = BudgetedConnections.timeout(TimeBudget.left()).equals(BudgetedConnections.LONGEST);
            try {
                return exchange.get();
            } catch (RestClientException e) {
                if (hasTime) {
                    failures.put(request, e);
                }
                throw e;
            }
        }

        private static <T> Cache<RequestEntity<?>, T> forASecond() {
            return Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).build();
        }
    }

    /** Connecting and reading each get half of what is left of the request's {@link TimeBudget}, and at most 2 s. */
    static final class BudgetedConnections extends SimpleClientHttpRequestFactory {

        private static final Duration LONGEST = Duration.ofSeconds(2);

        @Override
        protected void prepareConnection(HttpURLConnection connection, String method) throws IOException {
            super.prepareConnection(connection, method);
            int millis = (int) timeout(TimeBudget.left()).toMillis();
            connection.setConnectTimeout(millis);
            connection.setReadTimeout(millis);
        }

        static Duration timeout(@Nullable Duration left) {
            if (left == null || left.compareTo(LONGEST.multipliedBy(2)) >= 0) {
                return LONGEST;
            }
            return left.dividedBy(2).plusMillis(1); // 0 would mean no timeout
        }
    }
}
