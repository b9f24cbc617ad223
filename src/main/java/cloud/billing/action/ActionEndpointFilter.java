package cloud.billing.action;

import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_EXCEED_LENGTH;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_PATTERN_ERROR;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_TYPE;
import static cloud.billing.action.ProtocolError.INVALID_PARAMETER_VALUE;
import static cloud.billing.action.ProtocolError.MISSING_PARAMETER;
import static cloud.billing.action.ProtocolError.OPERATION_FAILED_RESOURCE_NOT_FOUND;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands around everything under {@code /api/v2}: lets through what is a request of the action protocol, its body read whole, and
 * answers in the contract's shape whatever fails behind it. A browser is asked for its origin first, so that the console can read each
 * of these answers.
 */
final class ActionEndpointFilter extends OncePerRequestFilter {

    private static final int BODY_LIMIT = 64 * 1024;

    private final Refusals refusals;
    private final CorsFilter consoleCors;

    ActionEndpointFilter(Refusals refusals, CorsFilter consoleCors) {
        this.refusals = refusals;
        this.consoleCors = consoleCors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Attempt.begin(request);
        try {
            consoleCors.doFilter(request, response, (asked, answer) -> {
                requirePath(request);
                chain.doFilter(posted(request, response), response);
            });
        } catch (ServletException | IOException | RuntimeException failure) {
            refusals.send(request, response, failure);
        }
    }

    private static HttpServletRequest posted(HttpServletRequest request, HttpServletResponse response) {
        requirePost(request, response);
        requireJson(request.getContentType());
        return new BufferedRequest(request, body(request));
    }

    private static void requirePath(HttpServletRequest request) {
        if (!request.getRequestURI().equals(ActionController.PATH)) {
            throw new ActionException(
                    OPERATION_FAILED_RESOURCE_NOT_FOUND,
                    "There is nothing here; send to " + ActionController.PATH + ".");
        }
    }

    private static void requirePost(HttpServletRequest request, HttpServletResponse response) {
        if (!request.getMethod().equals(HttpMethod.POST.name())) {
            response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
            throw new ActionException(INVALID_PARAMETER_VALUE, HttpStatus.METHOD_NOT_ALLOWED, "Send a POST.");
        }
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            throw new ActionException(MISSING_PARAMETER, "Send the header Content-Type.");
        }
        if (!isJson(contentType)) {
            throw new ActionException(
                    INVALID_PARAMETER_TYPE, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json, in UTF-8.");
        }
    }

    private static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            Charset charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static byte[] body(HttpServletRequest request) {
        try {
            byte[] body = request.getContentLengthLong() > BODY_LIMIT
                    ? null
                    : request.getInputStream().readNBytes(BODY_LIMIT + 1);
            if (body != null && body.length <= BODY_LIMIT) {
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
