package cloud.billing.action;

import static cloud.billing.action.ProtocolError.AUTHFAILURE_INVALID_AUTHORIZATION;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_LENGTH;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_TYPE;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.action.ProtocolError.MISSING_PARAMETER;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** Checks a request of the action protocol before authentication: a POST of JSON that is not too long (contract 1.2). */
final class PostedRequest {

    private static final int BODY_LIMIT = 64 * 1024;
    private static final List<String> ONCE = List.of(
            HttpHeaders.CONTENT_TYPE,
            "Idempotency-Key",
            "X-ZC-Action",
            "X-ZC-Version",
            "X-ZC-Timestamp",
            "X-ZC-Signature-Method");

    private PostedRequest() {}

    /**
     * The request with its body buffered.
     *
     * @throws ActionException if it is not a request of the action protocol
     */
    static HttpServletRequest read(HttpServletRequest request, HttpServletResponse response) {
        requirePost(request, response);
        requireOnce(request, HttpHeaders.AUTHORIZATION, AUTHFAILURE_INVALID_AUTHORIZATION);
        ONCE.forEach(name -> requireOnce(request, name, INVALID_PARAMETER_VALUE));
        requireJson(request.getContentType());
        return new BufferedRequest(request, body(request));
    }

    private static void requirePost(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getMethod().equals(HttpMethod.POST.name())) {
            response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            throw new ActionException(INVALID_PARAMETER_VALUE, HttpStatus.METHOD_NOT_ALLOWED, "Send a POST.");
        }
    }

    /** If a header comes twice, a gateway in front may have checked the other value. */
    private static void requireOnce(HttpServletRequest request, String header, ErrorCode code) {
        if (isMoreThanOne(request.getHeaders(header))) {
            throw new ActionException(code, "Send the header " + header + " once.");
        }
    }

    private static boolean isMoreThanOne(Enumeration<String> values) {
        if (values.hasMoreElements()) {
            values.nextElement();
        }
        return values.hasMoreElements();
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            throw new ActionException(MISSING_PARAMETER, "Send the header Content-Type.");
        }
        if (!RequestBody.isJson(contentType)) {
            throw new ActionException(
                    INVALID_PARAMETER_TYPE, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json, in UTF-8.");
        }
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            byte[] body = RequestBody.read(request, BODY_LIMIT);
            if (body != null) {
                return body;
            }
        } catch (IOException e) {
            throw new ActionException(INVALID_PARAMETER_PATTERN_ERROR, "The body could not be read to its end.");
        }
        throw new ActionException(
                INVALID_PARAMETER_EXCEED_LENGTH,
                HttpStatus.CONTENT_TOO_LARGE,
                "Send a body of at most " + BODY_LIMIT + " bytes.");
    }
}
