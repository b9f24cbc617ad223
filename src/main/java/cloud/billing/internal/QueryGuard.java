package cloud.billing.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a query that cannot be decoded, and a parameter without a value or with two: ignored, it would widen a list unnoticed. */
final class QueryGuard implements HandlerInterceptor {

    private static final String CURSOR = "cursor"; // which has a problem of its own where it is empty

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        parameters(request).forEach((name, values) -> {
            if (values.length > 1 || (values[0].isEmpty() && !name.equals(CURSOR))) {
                throw invalid(name, "must be given once, with a value");
            }
        });
        return true;
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw invalid("query", "must be at most 1000 parameters with names, percent-encoded in UTF-8");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(ProblemCode.INVALID_CONTENT, List.of(new FieldError(field, message)));
    }
}
