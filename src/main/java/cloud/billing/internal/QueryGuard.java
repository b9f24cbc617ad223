package cloud.billing.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;

/** Rejects a query that cannot be decoded, and a parameter that is empty or sent twice: ignoring it would silently widen a list. */
final class QueryGuard implements HandlerInterceptor {

    private static final String CURSOR = "cursor"; // an empty one has a problem code of its own

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        parameters(request).forEach((name, values) -> {
            if (values.length > 1 || (values[0].isEmpty() && !name.equals(CURSOR))) {
                throw ProblemException.invalid(name, "must be given once, with a value");
            }
        });
        return true;
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw ProblemException.invalid(
                    "query", "must be at most 1000 parameters with names, percent-encoded in UTF-8");
        }
    }
}
