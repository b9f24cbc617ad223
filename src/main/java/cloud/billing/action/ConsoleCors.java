package cloud.billing.action;

import static cloud.billing.action.ProtocolError.AUTHFAILURE_UNAUTHORIZED_OPERATION;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/** Lets only the console's origins call the action endpoint from a browser (contract 3). */
final class ConsoleCors extends DefaultCorsProcessor {

    private static final Duration PREFLIGHT_KEPT = Duration.ofHours(1);

    /** The headers of contract 1 and of trace contexts. */
    private static final List<String> HEADERS = List.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "X-ZC-Action",
            "X-ZC-Version",
            "X-ZC-Timestamp",
            "X-ZC-Signature-Method",
            "X-ZC-Signature-Version",
            "X-ZC-Service",
            "X-ZC-Sdk-Lang",
            "X-ZC-Sdk-Version",
            "X-ZC-Request-Client",
            "traceparent",
            "tracestate");

    private ConsoleCors() {}

    static CorsFilter filter(ConsoleProperties console) {
        CorsConfiguration preflight = new CorsConfiguration();
        preflight.setAllowedOrigins(console.allowedOrigins());
        preflight.setAllowedMethods(List.of("POST"));
        preflight.setAllowedHeaders(HEADERS);
        preflight.setExposedHeaders(List.of(RequestId.HEADER, HttpHeaders.RETRY_AFTER));
        preflight.setMaxAge(PREFLIGHT_KEPT);
        CorsConfiguration actual = new CorsConfiguration(preflight);
        actual.setAllowedMethods(
                List.of(CorsConfiguration.ALL)); // another method than POST gets its 405, which the console can read
        CorsFilter filter = new CorsFilter(request -> CorsUtils.isPreFlightRequest(request) ? preflight : actual);
        filter.setCorsProcessor(new ConsoleCors());
        return filter;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        throw new ActionException(
                AUTHFAILURE_UNAUTHORIZED_OPERATION, "This origin, method or header is not allowed by CORS.");
    }
}
