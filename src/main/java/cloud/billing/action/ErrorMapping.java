package cloud.billing.action;

import static cloud.billing.action.ProtocolError.AUTHFAILURE_INVALID_AUTHORIZATION;
import static cloud.billing.action.ProtocolError.AUTHFAILURE_SIGNATURE_EXPIRED;
import static cloud.billing.action.ProtocolError.AUTHFAILURE_SIGNATURE_FAILURE;
import static cloud.billing.action.ProtocolError.INTERNAL_SERVER_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.action.ProtocolError.MISSING_PARAMETER;
import static cloud.billing.action.ProtocolError.REQUEST_TIMED_OUT;
import static cloud.billing.action.ProtocolError.SERVICE_TEMPORARY_UNAVAILABLE;

import cloud.billing.access.AccessRefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/** Maps failures to the error codes of the contract's table (1.2). */
final class ErrorMapping {

    private static final Duration SOON = Duration.ofSeconds(1);

    private ErrorMapping() {}

    /** The refusal for a failure, or for the first known cause of it; its message reveals no internals. */
    static ActionException refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ActionException known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return new ActionException(INTERNAL_SERVER_ERROR, "Something went wrong here; send the requestId to support.");
    }

    private static @Nullable ActionException known(Throwable failure) {
        return switch (failure) {
            case ActionException refusal -> refusal;
            case AuthenticationServiceException e -> unavailable();
            case OverloadedException e -> unavailable();
            case TimeBudgetExceededException e -> timedOut();
            case AuthenticationException e -> notAccepted(AccessRefusedException.of(e));
            default -> ofDatabase(DatabaseFailure.of(failure));
        };
    }

    private static @Nullable ActionException ofDatabase(@Nullable DatabaseFailure failure) {
        return switch (failure) {
            case UNAVAILABLE -> unavailable();
            case TIMED_OUT -> timedOut();
            case OUTCOME_UNKNOWN -> unknown();
            case null -> null;
        };
    }

    private static ActionException unavailable() {
        return ActionException.forNow(
                SERVICE_TEMPORARY_UNAVAILABLE,
                SOON,
                "The service cannot answer now and has changed nothing; try again.");
    }

    private static ActionException timedOut() {
        return new ActionException(
                REQUEST_TIMED_OUT, "It took too long and nothing was changed; send the same request again.");
    }

    private static ActionException unknown() {
        return new ActionException(
                REQUEST_TIMED_OUT,
                "The database did not answer in time, so it is not known here whether it was done; send the same request again to"
                        + " be told.");
    }

    private static ActionException notAccepted(AccessRefusedException refused) {
        ErrorCode code = switch (refused.reason()) {
            case MISSING_HEADER -> MISSING_PARAMETER;
            case INVALID_HEADER_PATTERN -> INVALID_PARAMETER_PATTERN_ERROR;
            case INVALID_HEADER_VALUE -> INVALID_PARAMETER_VALUE;
            case INVALID_AUTHORIZATION, INVALID_TOKEN, UNKNOWN_KEY -> AUTHFAILURE_INVALID_AUTHORIZATION;
            case WRONG_SIGNATURE -> AUTHFAILURE_SIGNATURE_FAILURE;
            case EXPIRED -> AUTHFAILURE_SIGNATURE_EXPIRED;
        };
        return new ActionException(code, String.valueOf(refused.getMessage()));
    }
}
