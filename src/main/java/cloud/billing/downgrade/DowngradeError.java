package cloud.billing.downgrade;

import cloud.billing.action.ErrorCode;
import org.springframework.http.HttpStatus;

/** The error codes about downgrade orders (contract 1.2). */
enum DowngradeError implements ErrorCode {
    OPERATION_DENIED_DOWNGRADE_NOT_EXIST,
    OPERATION_DENIED_INTERNET_CHARGE_TYPE_NOT_SUPPORT;

    @Override
    public HttpStatus status() {
        return HttpStatus.FORBIDDEN;
    }
}
