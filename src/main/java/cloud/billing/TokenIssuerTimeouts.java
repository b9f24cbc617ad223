package cloud.billing;

import cloud.billing.action.TimeBudget;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** Lets the token issuer, which is asked for its keys now and then, take no longer than a part of the request's {@link TimeBudget}. */
@Configuration(proxyBeanMethods = false)
class TokenIssuerTimeouts {

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer issuerTimesOut() {
        return decoder -> decoder.restOperations(new RestTemplate(new BudgetedConnections()));
    }

    /** Each connection has half of what is left to answer, and as much before to be made. */
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
            return left.dividedBy(2).plusMillis(1); // 0 would be for ever
        }
    }
}
