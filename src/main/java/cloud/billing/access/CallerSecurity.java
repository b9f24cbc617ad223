package cloud.billing.access;

import java.time.Clock;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.stereotype.Component;

/** Puts the verification of credentials into a filter chain, whose principal then is a {@link Caller}. */
@Component
public class CallerSecurity {

    private final SignatureAuthenticationProvider signatures;

    CallerSecurity(AccessKeys accessKeys, Clock clock) {
        this.signatures = new SignatureAuthenticationProvider(accessKeys, clock);
    }

    /** Requires a bearer token of each request (contract 3); a refusal is answered by the entry point. */
    public void requireToken(HttpSecurity http, AuthenticationEntryPoint refusal) {
        http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(refusal))
                .oauth2ResourceServer(tokens -> tokens.authenticationEntryPoint(refusal)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(new TokenCallerConverter())))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
    }

    /** Requires a ZC2 signature (contract 1.1) or a bearer token of each request. */
    public void requireSignatureOrToken(HttpSecurity http, AuthenticationEntryPoint refusal) {
        requireToken(http, refusal);
        http.addFilterBefore(signatureFilter(refusal), BearerTokenAuthenticationFilter.class);
    }

    private AuthenticationFilter signatureFilter(AuthenticationEntryPoint refusal) {
        AuthenticationFilter filter =
                new AuthenticationFilter(new ProviderManager(signatures), new SignatureAuthenticationConverter());
        filter.setSuccessHandler((request, response, authentication) -> {});
        filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusal));
        return filter;
    }
}
