package cloud.billing.action;

import static cloud.billing.action.ProtocolError.OPERATION_FAILED_RESOURCE_NOT_FOUND;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Wraps everything under {@code /api/v2}: passes on requests of the action protocol with their body buffered, and answers every failure
 * behind it in the contract's shape. CORS comes first, so that the console can read each of these answers.
 */
final class ActionEndpointFilter extends OncePerRequestFilter {

    private final Refusals refusals;
    private final CorsFilter consoleCors;
    private final Admission admission;

    ActionEndpointFilter(Refusals refusals, CorsFilter consoleCors, Admission admission) {
        this.refusals = refusals;
        this.consoleCors = consoleCors;
        this.admission = admission;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        RequestTrace.begin(request);
        try {
            consoleCors.doFilter(request, response, (asked, answer) -> {
                admission.requireCapacity();
                requirePath(request);
                HttpServletRequest posted = PostedRequest.read(request, response);
                admission.admit(() -> chain.doFilter(posted, response));
            });
        } catch (ServletException | IOException | RuntimeException failure) {
            refusals.send(request, response, failure);
        }
    }

    private static void requirePath(HttpServletRequest request) {
        if (!request.getRequestURI().equals(ActionController.PATH)) {
            throw new ActionException(
                    OPERATION_FAILED_RESOURCE_NOT_FOUND,
                    "There is nothing here; send to " + ActionController.PATH + ".");
        }
    }
}
