package cloud.billing.action;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its {@link TimeBudget}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TimeBudgetFilter extends OncePerRequestFilter {

    private final RequestProperties requests;

    TimeBudgetFilter(RequestProperties requests) {
        this.requests = requests;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TimeBudget.begin(requests.requestTimeout());
        try {
            chain.doFilter(request, response);
        } finally {
            TimeBudget.end();
        }
    }
}
