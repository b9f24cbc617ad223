package cloud.billing.access;

import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.XXssProtectionHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Builds the filter chains that verify credentials; behind them the principal is a {@link Caller}. {@code HttpSecurity} would build twice
 * as many filters, half of which have nothing to do without sessions and forms.
 */
@Component
public class CallerSecurity {

    /** The security headers of every answer from these chains: no caching, sniffing or framing. */
    private static final List<HeaderWriter> HEADERS = List.of(
            new XContentTypeOptionsHeaderWriter(),
            new XXssProtectionHeaderWriter(),
            new CacheControlHeadersWriter(),
            new HstsHeaderWriter(),
            new XFrameOptionsHeaderWriter());

    private final AuthenticationManager signatures;
    private final AuthenticationManager tokens;

    CallerSecurity(AccessKeys accessKeys, Clock clock, JwtDecoder decoder) {
        JwtAuthenticationProvider verified = new JwtAuthenticationProvider(token -> decode(decoder, token));
        verified.setJwtAuthenticationConverter(new TokenCallerConverter());
        this.tokens = new ProviderManager(verified);
        this.signatures = new ProviderManager(new SignatureAuthenticationProvider(accessKeys, clock));
    }

    /** Treats an issuer that was never reached like one whose keys cannot be read now: the service is unavailable, the token not bad. */
    private static Jwt decode(JwtDecoder decoder, String token) {
        try {
            return decoder.decode(token);
        } catch (JwtDecoderInitializationException e) {
            throw new JwtException("the issuer cannot be asked", e);
        }
    }

    /** Requires a bearer token on each request to these paths (contract 3); the entry point answers a refusal. */
    public SecurityFilterChain requireToken(String paths, AuthenticationEntryPoint refusal) {
        return chain(paths, List.of(tokenFilter(refusal)), refusal);
    }

    /** Requires a ZC2 signature (contract 1.1) or a bearer token on each request to these paths. */
    public SecurityFilterChain requireSignatureOrToken(String paths, AuthenticationEntryPoint refusal) {
        return chain(paths, List.of(signatureFilter(refusal), tokenFilter(refusal)), refusal);
    }

    private static SecurityFilterChain chain(
            String paths, List<Filter> verification, AuthenticationEntryPoint refusal) {
        HeaderWriterFilter headers = new HeaderWriterFilter(HEADERS);
        headers.setShouldWriteHeadersEagerly(true);
        List<Filter> filters = new ArrayList<>();
        filters.add(new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()));
        filters.add(headers);
        filters.addAll(verification);
        filters.add(new ExceptionTranslationFilter(refusal, new NullRequestCache()));
        filters.add(new AuthorizationFilter(AuthenticatedAuthorizationManager.authenticated()));
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher(paths), filters);
    }

    private Filter signatureFilter(AuthenticationEntryPoint refusal) {
        AuthenticationFilter filter = new AuthenticationFilter(signatures, new SignatureAuthenticationConverter());
        filter.setSuccessHandler((request, response, authentication) -> {});
        filter.setFailureHandler(new AuthenticationEntryPointFailureHandler(refusal));
        return filter;
    }

    private Filter tokenFilter(AuthenticationEntryPoint refusal) {
        BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(tokens);
        filter.setAuthenticationEntryPoint(refusal);
        return filter;
    }
}
