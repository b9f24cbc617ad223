package cloud.billing.action;

import static cloud.billing.action.ProtocolError.AUTHFAILURE_UNAUTHORIZED_OPERATION;
import static cloud.billing.action.ProtocolError.REQUEST_LIMIT_EXCEEDED;

import cloud.billing.access.Caller;
import cloud.billing.access.RateLimiter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The action endpoint (contract 1): finds the action that the header names and performs it for the authenticated caller.
 * {@link ActionEndpointFilter} answers whatever is thrown here.
 */
@RestController
class ActionController {

    static final String PATH = "/api/v2/vm";

    private final Map<String, Action> actions;
    private final RateLimiter rateLimiter;
    private final RequestLog requestLog;
    private final AnswerMemory memory = new AnswerMemory();

    ActionController(List<Action> actions, RateLimiter rateLimiter, RequestLog requestLog) {
        this.actions = actions.stream().collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));
        this.rateLimiter = rateLimiter;
        this.requestLog = requestLog;
    }

    @PostMapping(PATH)
    void perform(HttpServletRequest request, HttpServletResponse response, @AuthenticationPrincipal Caller caller)
            throws IOException {
        RequestTrace trace = RequestTrace.of(request);
        trace.isBy(caller);
        requireWithinRateLimit(caller);
        ActionHeaders headers = ActionHeaders.of(request);
        Action action = find(headers.action());
        trace.performs(action);
        ActionCall call = call(request, caller, action, headers);
        ActionAnswer answer = action.perform(call);
        byte[] envelope = Envelope.success(answer);
        memory.hold(envelope.length, () -> {
            requestLog.succeeded(trace, action, call, answer);
            response.setHeader(RequestId.HEADER, answer.requestId().value());
            response.setContentLength(envelope.length); // it may exceed Tomcat's buffer
            Answers.send(response, envelope);
        });
    }

    private ActionCall call(HttpServletRequest request, Caller caller, Action action, ActionHeaders headers)
            throws IOException {
        if (caller.accountId() == null || !caller.may(action.scope())) {
            throw new ActionException(
                    AUTHFAILURE_UNAUTHORIZED_OPERATION,
                    "The credential must belong to an account and have the scope " + action.scope() + ".");
        }
        byte[] body = request.getInputStream().readAllBytes();
        return new ActionCall(
                caller.accountId(),
                caller.actor(),
                Parameters.parse(body),
                RequestOrigin.of(request),
                RequestIdentity.of(caller, action.name(), body, headers.idempotencyKey()));
    }

    private void requireWithinRateLimit(Caller caller) {
        Duration wait = rateLimiter.timeUntilAllowed(caller.actor());
        if (!wait.isZero()) {
            throw ActionException.forNow(
                    REQUEST_LIMIT_EXCEEDED,
                    wait,
                    "Too many requests; retry after the number of seconds in Retry-After.");
        }
    }

    private Action find(String name) {
        Action action = actions.get(name);
        if (action == null) {
            throw new ActionException(AUTHFAILURE_UNAUTHORIZED_OPERATION, "X-ZC-Action does not name an action.");
        }
        return action;
    }
}
