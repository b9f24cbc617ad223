package cloud.billing.internal;

import org.springframework.http.HttpStatus;

/** Every problem that the internal API returns: the {@code code} member of its problem details, which never changes (contract 2). */
public enum ProblemCode {
    INVALID_CONTENT(HttpStatus.BAD_REQUEST, "The content is not valid"),
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid HTTP/1.1"),
    INVALID_CURSOR(HttpStatus.BAD_REQUEST, "The cursor is not one of this list"),
    CURSOR_OF_ANOTHER_LOG(HttpStatus.GONE, "The cursor belongs to an earlier log; start again without one"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "A valid bearer token is needed"),
    TOKEN_EXPIRED(HttpStatus.UNAUTHORIZED, "The token has expired"),
    SCOPE_MISSING(HttpStatus.FORBIDDEN, "The token does not have the scope"),
    RESOURCE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    INSTANCE_NOT_FOUND(HttpStatus.NOT_FOUND, "The account has no such instance"),
    ORDER_NOT_FOUND(HttpStatus.NOT_FOUND, "The account has no such downgrade order"),
    ACCESS_KEY_NOT_FOUND(HttpStatus.NOT_FOUND, "The account has no such access key"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Responses are JSON; accept application/json"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body must not exceed 65536 bytes"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json"),
    INSTANCE_OF_ANOTHER_ACCOUNT(HttpStatus.CONFLICT, "Another account has an instance with this id"),
    INSTANCE_NOT_PREPAID(HttpStatus.CONFLICT, "Only PREPAID instances have downgrades"),
    DOWNGRADE_ALREADY_SCHEDULED(HttpStatus.CONFLICT, "A downgrade of this kind is already scheduled for the instance"),
    ORDER_CONTENT_DIFFERS(HttpStatus.CONFLICT, "The order exists with other content"),
    ORDER_NOT_DUE(HttpStatus.CONFLICT, "The order is not due yet"),
    ORDER_IS_DUE(HttpStatus.CONFLICT, "The order is due and can no longer be cancelled"),
    ORDER_NOT_PROCESSING(HttpStatus.CONFLICT, "The order is not being processed"),
    ORDER_HELD_BY_ANOTHER_SETTLEMENT(HttpStatus.CONFLICT, "Another settlement holds the order"),
    ORDER_PROCESSING(HttpStatus.CONFLICT, "The order is being processed"),
    ORDER_CANCELLED(HttpStatus.CONFLICT, "The order is cancelled"),
    ORDER_APPLIED(HttpStatus.CONFLICT, "The order has taken effect"),
    EFFECTIVE_AT_NOT_IN_FUTURE(HttpStatus.UNPROCESSABLE_CONTENT, "effectiveAt must be in the future"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot answer now and has changed nothing"),
    TIMED_OUT(HttpStatus.GATEWAY_TIMEOUT, "It took too long; send the same request again to be told what was done"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here");

    private final HttpStatus status;
    private final String title;

    ProblemCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }
}
