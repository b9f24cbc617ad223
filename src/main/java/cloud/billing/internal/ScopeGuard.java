package cloud.billing.internal;

import cloud.billing.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a call through only if its token is a service's and has the scope that the call declares. A user's token is never accepted here. */
final class ScopeGuard implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod call && !isGranted(call)) {
            throw new ProblemException(ProblemCode.SCOPE_MISSING);
        }
        return true;
    }

    private static boolean isGranted(HandlerMethod call) {
        RequiresScope required = call.getMethodAnnotation(RequiresScope.class);
        return required != null
                && SecurityContextHolder.getContext().getAuthentication() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof Caller caller
                && caller.accountId() == null
                && caller.may(required.value());
    }
}
