package cloud.billing.internal;

import cloud.billing.access.AccessMeters;
import cloud.billing.access.AccessRefusedException;
import cloud.billing.action.DatabaseFailure;
import cloud.billing.action.OverloadedException;
import cloud.billing.action.RequestId;
import cloud.billing.action.TimeBudgetExceededException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Answers failed internal requests with problem details, and counts and logs them. */
@Component
class Problems implements AuthenticationEntryPoint {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RETRY_SOON = "1";

    private final MeterRegistry meters;
    private final AccessMeters accessMeters;

    Problems(MeterRegistry meters, AccessMeters accessMeters) {
        this.meters = meters;
        this.accessMeters = accessMeters;
    }

    /** Records a failed request, and answers it unless the answer is already committed. */
    void send(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        ProblemCode code = code(failure);
        note(code, failure);
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(code.status().value());
        if (code == ProblemCode.UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SOON);
        }
        if (code.status() == HttpStatus.UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure instanceof HttpRequestMethodNotSupportedException other) {
            response.setHeader(HttpHeaders.ALLOW, names(other.getHeaders().getAllow()));
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Problem problem = Problem.of(code, RequestId.of(request), InvalidContent.errors(failure));
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }

    /** Answers a request whose token is not accepted. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notAccepted)
            throws IOException {
        accessMeters.refused(notAccepted);
        send(request, response, notAccepted);
    }

    private static String names(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }

    private void note(ProblemCode code, Throwable failure) {
        meters.counter("billing.internal.problems", "code", code.name()).increment();
        if (code == ProblemCode.INTERNAL_ERROR) {
            LOG.atError().setCause(failure).addKeyValue("code", code).log("internal request failed");
        } else {
            log(code, failure).addKeyValue("code", code).log("internal request refused: {}", code.title());
        }
    }

    /** As for customers' requests: temporary failures are warnings with a one-line cause, and overload is only counted. */
    private static LoggingEventBuilder log(ProblemCode code, Throwable failure) {
        if (failure instanceof OverloadedException) {
            return LOG.atDebug();
        }
        return code.status().is5xxServerError()
                ? LOG.atWarn()
                        .addKeyValue(
                                "cause",
                                NestedExceptionUtils.getMostSpecificCause(failure)
                                        .toString())
                : LOG.atInfo();
    }

    private static ProblemCode code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ProblemCode known = known(cause);
            if (known != ProblemCode.INTERNAL_ERROR) {
                return known;
            }
        }
        return ProblemCode.INTERNAL_ERROR;
    }

    private static ProblemCode known(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> problem.code();
            case MethodArgumentNotValidException e -> ProblemCode.INVALID_CONTENT;
            case HandlerMethodValidationException e -> ProblemCode.INVALID_CONTENT;
            case MethodArgumentTypeMismatchException e -> ProblemCode.INVALID_CONTENT;
            case HttpMessageNotReadableException e -> ProblemCode.INVALID_CONTENT;
            case NoResourceFoundException e -> ProblemCode.RESOURCE_NOT_FOUND;
            case HttpRequestMethodNotSupportedException e -> ProblemCode.METHOD_NOT_ALLOWED;
            case HttpMediaTypeNotSupportedException e -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case HttpMediaTypeNotAcceptableException e -> ProblemCode.NOT_ACCEPTABLE;
            case AuthenticationServiceException e -> ProblemCode.UNAVAILABLE;
            case OverloadedException e -> ProblemCode.UNAVAILABLE;
            case TimeBudgetExceededException e -> ProblemCode.TIMED_OUT;
            case AuthenticationException e ->
                AccessRefusedException.of(e).reason() == AccessRefusedException.Reason.EXPIRED
                        ? ProblemCode.TOKEN_EXPIRED
                        : ProblemCode.UNAUTHENTICATED;
            default -> ofDatabase(DatabaseFailure.of(failure));
        };
    }

    private static ProblemCode ofDatabase(@Nullable DatabaseFailure failure) {
        return switch (failure) {
            case UNAVAILABLE -> ProblemCode.UNAVAILABLE;
            case TIMED_OUT, OUTCOME_UNKNOWN -> ProblemCode.TIMED_OUT;
            case null -> ProblemCode.INTERNAL_ERROR;
        };
    }
}
