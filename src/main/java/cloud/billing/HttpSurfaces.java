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

/** What is served besides the features' own paths: the management port, and nothing else. */
@Configuration(proxyBeanMethods = false)
class HttpSurfaces {

    /** One span for a request: none for each of security's filters, nor what it costs to ask whether there should be one. */
    @Bean
    SecurityObservationSettings oneSpanForARequest() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * A header may have any value that is HTTP: Spring's own firewall refuses a {@code User-Agent} in UTF-8. Whoever reads one looks at it,
     * and no log takes it as it is.
     */
    @Bean
    HttpFirewall anyValueOfAHeader() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    /** Health, metrics and info are open, with no filter before them: the management port is for the cluster alone (contract 5). */
    @Bean
    @Order(10)
    SecurityFilterChain managementSecurity() {
        return new DefaultSecurityFilterChain(EndpointRequest.toAnyEndpoint());
    }

    /** Whatever no feature has claimed is not there. */
    @Bean
    @Order(20)
    SecurityFilterChain nothingElse() {
        return new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                (request, response, chain) ->
                        ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND));
    }
}
