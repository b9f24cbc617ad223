package cloud.billing.internal;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;

/** Generates the OpenAPI 3.1 document of the internal API (contract 2) from its controllers; imported by name and never scanned. */
class OpenApiDocument {

    private static final String TOKEN = "token";
    private static final ApiResponse PROBLEM = new ApiResponse()
            .description("A problem")
            .content(new Content()
                    .addMediaType(
                            MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new io.swagger.v3.oas.models.media.MediaType()
                                    .schema(new Schema<Problem>().$ref("#/components/schemas/Problem"))));

    static {
        SpringDocUtils.getConfig().addAnnotationsToIgnore(AuthenticationPrincipal.class);
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    OpenAPI document(RecordSchemas records) {
        SecurityScheme token = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT");
        Components components = new Components().addSecuritySchemes(TOKEN, token);
        ModelConverters converters = ModelConverters.getInstance(true);
        converters.addConverter(records); // as springdoc does, but only later
        converters.readAll(Problem.class).forEach(components::addSchemas);
        return new OpenAPI()
                .info(new Info()
                        .title("downgrade-orders, internal API")
                        .version("1")
                        .description("Problems are RFC 9457 details with a stable 'code'. Times are RFC 3339 in UTC."))
                .components(components);
    }

    /** Each call says which scope it needs, that a PUT may create, and what a problem looks like. */
    @Bean
    OperationCustomizer scopesAndProblems() {
        return (operation, call) -> {
            RequiresScope required = call.getMethodAnnotation(RequiresScope.class);
            if (required != null) {
                operation.addSecurityItem(new SecurityRequirement()
                        .addList(TOKEN, required.value().toString()));
            }
            ApiResponses responses = operation.getResponses();
            if (call.hasMethodAnnotation(PutMapping.class)) {
                responses.addApiResponse(
                        "201",
                        new ApiResponse()
                                .description("Created")
                                .content(responses.get("200").getContent()));
            }
            responses.addApiResponse("default", PROBLEM);
            return operation;
        };
    }
}
