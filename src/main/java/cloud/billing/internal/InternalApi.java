package cloud.billing.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller of the internal API, below {@code /internal/v1} (contract 2). */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RestController
@RequestMapping(path = InternalApi.ROOT, produces = MediaType.APPLICATION_JSON_VALUE)
public @interface InternalApi {

    String ROOT = "/internal/v1";
}
