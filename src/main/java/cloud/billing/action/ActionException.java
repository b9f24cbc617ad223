package cloud.billing.action;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A refusal in the contract's words (1.2): its code, its status, and a message that tells a person what to do. */
public final class ActionException extends RuntimeException {

    private final transient ErrorCode code;
    private final HttpStatus status;
    private final @Nullable Duration retryAfter;

    /** A refusal with the code's usual status. */
    public ActionException(ErrorCode code, String message) {
        this(code, code.status(), message, null);
    }

    /** A refusal with a status other than the code's usual one. */
    public ActionException(ErrorCode code, HttpStatus status, String message) {
        this(code, status, message, null);
    }

    private ActionException(ErrorCode code, HttpStatus status, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** A temporary refusal: the client may retry after this time. */
    public static ActionException forNow(ErrorCode code, Duration retryAfter, String message) {
        return new ActionException(code, code.status(), message, retryAfter);
    }

    public ErrorCode code() {
        return code;
    }

    public HttpStatus status() {
        return status;
    }

    /** How long to wait before a retry; null if a retry would not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
