package cloud.billing.action;

import org.springframework.http.HttpStatus;

/** A code of the contract's table of errors (1.2). Its name is what the client sees; each feature has an enum of its own. */
public interface ErrorCode {

    /** The code as it is sent. */
    String name();

    /** The HTTP status that it is sent with. */
    HttpStatus status();
}
