package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.web.FilterChainProxy;

/** Contract 1.2: a token that cannot be verified now is not refused: the service is unavailable. */
class UnreachableIssuerTest {

    private static final JwtDecoder NOBODY_THERE =
            new SupplierJwtDecoder(() -> JwtDecoders.fromIssuerLocation("http://localhost:1"));

    @Test
    void aTokenWhoseIssuerHasNeverBeenReachedIsNotRefused() {
        FilterChainProxy security = new FilterChainProxy(new CallerSecurity(null, Clock.systemUTC(), NOBODY_THERE)
                .requireToken("/**", (request, response, e) -> {
                    throw e;
                }));
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.addHeader("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl");
        assertThatExceptionOfType(AuthenticationServiceException.class)
                .isThrownBy(() -> security.doFilter(request, new MockHttpServletResponse(), new MockFilterChain()));
    }
}
