package cloud.billing.internal;

import cloud.billing.access.CallerSecurity;
import cloud.billing.action.Admission;
import cloud.billing.action.RequestProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Assembles the internal API: problem details around everything, then checks of the token, the scope and the query. */
@Configuration(proxyBeanMethods = false)
class InternalConfiguration implements WebMvcConfigurer {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> internalProblems(Problems problems, RequestProperties requests) {
        FilterRegistrationBean<OncePerRequestFilter> filter =
                new FilterRegistrationBean<>(new ProblemFilter(problems, new Admission(requests)));
        filter.addUrlPatterns("/internal/*");
        filter.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        return filter;
    }

    /** The OpenAPI document is open to everybody who can reach it; it says nothing that would need a token. */
    @Bean
    @Order(2)
    SecurityFilterChain internalDocument() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, OpenApiController.PATH));
    }

    @Bean
    @Order(3)
    SecurityFilterChain internalSecurity(CallerSecurity callers, Problems problems) {
        return callers.requireToken("/internal/**", problems);
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
                .addInterceptor(new ScopeGuard())
                .addPathPatterns("/internal/**")
                .excludePathPatterns(OpenApiController.PATH);
        interceptors.addInterceptor(new QueryGuard()).addPathPatterns("/internal/**");
    }

    private static final class ProblemFilter extends OncePerRequestFilter {

        private final Problems problems;
        private final Admission admission;

        ProblemFilter(Problems problems, Admission admission) {
            this.problems = problems;
            this.admission = admission;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException {
            try {
                admission.requireCapacity();
                requireOneCredential(request);
                HttpServletRequest whole = Contents.read(request);
                admission.admit(() -> chain.doFilter(whole, response));
            } catch (ServletException | IOException | RuntimeException failure) {
                problems.send(request, response, failure);
            }
        }

        /** If there are two, a gateway in front may have checked the other one. */
        private static void requireOneCredential(HttpServletRequest request) {
            if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
                throw new ProblemException(ProblemCode.UNAUTHENTICATED);
            }
        }
    }
}
