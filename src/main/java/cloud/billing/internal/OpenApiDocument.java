package cloud.billing.internal;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI 3.1 document of the internal API (contract 2). */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    private static final String TOKEN = "token";

    @Bean
    OpenAPI document() {
        SecurityScheme token = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT");
        return new OpenAPI()
                .info(new Info()
                        .title("downgrade-orders, internal API")
                        .version("1")
                        .description("Problems are RFC 9457 details with a stable 'code'. Times are RFC 3339 in UTC."))
                .components(new Components().addSecuritySchemes(TOKEN, token));
    }

    /** Each call says which scope it needs. */
    @Bean
    OperationCustomizer scopes() {
        return (operation, call) -> {
            RequiresScope required = call.getMethodAnnotation(RequiresScope.class);
            return required == null
                    ? operation
                    : operation.addSecurityItem(new SecurityRequirement()
                            .addList(TOKEN, required.value().toString()));
        };
    }
}
