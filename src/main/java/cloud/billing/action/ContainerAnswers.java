package cloud.billing.action;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the container refuses below some path, in that path's own shape. */
public interface ContainerAnswers {

    /** Whether a request to this path is its to answer. */
    boolean isFor(String path);

    /** Sends what stands for this status; its id is in the header already. */
    void send(HttpServletResponse response, RequestId requestId, int status) throws IOException;
}
