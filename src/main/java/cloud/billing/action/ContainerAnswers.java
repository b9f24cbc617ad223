package cloud.billing.action;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers requests below some path that the container rejects, in that path's own shape. */
public interface ContainerAnswers {

    /** Whether it answers for this path. */
    boolean isFor(String path);

    /** Sends the error for this status; the request id header is already set. */
    void send(HttpServletResponse response, RequestId requestId, int status) throws IOException;
}
