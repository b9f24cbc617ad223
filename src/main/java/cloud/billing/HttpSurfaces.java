package cloud.billing;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** What is served outside the features' own paths: the management endpoints and nothing else. */
@Configuration(proxyBeanMethods = false)
class HttpSurfaces {

    /** One span per request: no spans, and no cost, for each security filter. */
    @Bean
    SecurityObservationSettings oneSpanForARequest() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Accepts any header value that HTTP allows; Spring's own firewall would refuse a {@code User-Agent} in UTF-8. Readers validate the
     * values, and the log escapes them.
     */
    @Bean
    HttpFirewall anyValueOfAHeader() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    /** Health, metrics and info are open and unfiltered: the management port is for the cluster alone (contract 5). */
    @Bean
    @Order(10)
    SecurityFilterChain managementSecurity() {
        return new DefaultSecurityFilterChain(EndpointRequest.toAnyEndpoint());
    }

    /** Answers 404 on every path that no feature claims. */
    @Bean
    @Order(20)
    SecurityFilterChain nothingElse() {
        return new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                (request, response, chain) ->
                        ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND));
    }
}
