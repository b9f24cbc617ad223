package cloud.billing;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** What is served besides the features' own paths: the management port, and nothing else. */
@Configuration(proxyBeanMethods = false)
class HttpSurfaces {

    /** One span for a request: none for each of security's filters, nor what it costs to ask whether there should be one. */
    @Bean
    SecurityObservationSettings oneSpanForARequest() {
        return SecurityObservationSettings.noObservations();
    }

    /** Health, metrics and info are open: the management port is for the cluster alone (contract 5). */
    @Bean
    @Order(10)
    SecurityFilterChain managementSecurity(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Whatever no feature has claimed is not there. */
    @Bean
    @Order(20)
    SecurityFilterChain nothingElse(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
                .build();
    }
}
