package cloud.billing.instance;

import cloud.billing.action.ActionException;
import cloud.billing.action.ErrorCode;
import org.springframework.http.HttpStatus;

/** The error codes about instances (contract 1.2). */
public enum InstanceError implements ErrorCode {
    INVALID_INSTANCE_NOT_FOUND;

    @Override
    public HttpStatus status() {
        return HttpStatus.NOT_FOUND;
    }

    /** The same answer for an instance that does not exist and for another account's. */
    public static ActionException notFound(String instanceId) {
        return new ActionException(
                INVALID_INSTANCE_NOT_FOUND, "There is no instance " + instanceId + " in this account; check its id.");
    }
}
