package cloud.billing.action;

import org.springframework.http.HttpStatus;

/** An error code of the contract's table (1.2). Clients see its name; each feature has an enum of its own. */
public interface ErrorCode {

    /** The code as it is sent. */
    String name();

    /** The HTTP status that it is sent with. */
    HttpStatus status();
}
