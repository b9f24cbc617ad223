package cloud.billing.internal;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the OpenAPI 3.1 document of this API to everybody (contract 2). A test generates it, and from then on checks that the controllers
 * match it.
 */
@InternalApi
class OpenApiController {

    private static final String NAME = "/openapi.json";

    static final String PATH = InternalApi.ROOT + NAME;

    private static final Resource DOCUMENT = new ClassPathResource(NAME);

    @GetMapping(NAME)
    Resource document() {
        return DOCUMENT;
    }
}
