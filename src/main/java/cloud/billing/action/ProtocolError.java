package cloud.billing.action;

import org.springframework.http.HttpStatus;

/** The error codes that any action can return (contract 1.2). */
public enum ProtocolError implements ErrorCode {
    MISSING_PARAMETER(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER_TYPE(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER_PATTERN_ERROR(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER_EXCEED_LENGTH(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER_VALUE(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER_EXCEED_MAXIMUM(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER_LESS_MINIMUM(HttpStatus.BAD_REQUEST),
    AUTHFAILURE_INVALID_AUTHORIZATION(HttpStatus.UNAUTHORIZED),
    AUTHFAILURE_SIGNATURE_FAILURE(HttpStatus.UNAUTHORIZED),
    AUTHFAILURE_SIGNATURE_EXPIRED(HttpStatus.UNAUTHORIZED),
    AUTHFAILURE_UNAUTHORIZED_OPERATION(HttpStatus.FORBIDDEN),
    OPERATION_FAILED_RESOURCE_NOT_FOUND(HttpStatus.NOT_FOUND),
    REQUEST_LIMIT_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS),
    SERVICE_TEMPORARY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    REQUEST_TIMED_OUT(HttpStatus.GATEWAY_TIMEOUT),
    INTERNAL_SERVER_ERROR(HttpStatus.INTERNAL_SERVER_ERROR);

    private final HttpStatus status;

    ProtocolError(HttpStatus status) {
        this.status = status;
    }

    @Override
    public HttpStatus status() {
        return status;
    }
}
