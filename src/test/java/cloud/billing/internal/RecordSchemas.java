package cloud.billing.internal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.MediaType;

/**
 * Derives what is required and what is nullable from the components of the records. In a request, everything not nullable is required; in
 * an answer everything is, except what is omitted when null.
 */
final class RecordSchemas implements ModelConverter, OpenApiCustomizer {

    private static final String PREFIX = "#/components/schemas/";

    private final Map<String, Class<?>> records = new HashMap<>();

    /** Remembers which record a schema belongs to. */
    @Override
    public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> java = Json31.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && java.isRecord()) {
            records.put(schema.get$ref() == null ? schema.getName() : name(schema), java);
        }
        return schema;
    }

    @Override
    public void customise(OpenAPI document) {
        Set<String> contents = document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .map(body -> name(
                        body.getContent().get(MediaType.APPLICATION_JSON_VALUE).getSchema()))
                .collect(Collectors.toSet());
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (records.containsKey(name)) {
                describe(schema, components(records.get(name)).toList(), contents.contains(name));
            }
        });
    }

    private static void describe(Schema<?> schema, Collection<RecordComponent> components, boolean isContent) {
        components.forEach(component -> schema.getProperties()
                .computeIfPresent(component.getName(), (name, property) -> {
                    describe(property, component);
                    return isNullable(component, property, isContent) ? orNull(property) : property;
                }));
        schema.setRequired(components.stream()
                .filter(component -> isContent ? !isNullable(component) : !isLeftOut(component))
                .map(RecordComponent::getName)
                .toList());
    }

    /** A set accepts a value twice, and what is not blank has at least one character. */
    private static void describe(Schema<?> property, RecordComponent component) {
        property.setUniqueItems(null);
        if (component.getAccessor().isAnnotationPresent(NotBlank.class)) {
            property.setMinLength(1);
        }
    }

    /** A component with a default is never null in an answer. */
    private static boolean isNullable(RecordComponent component, Schema<?> property, boolean isContent) {
        return isNullable(component) && (isContent || property.getDefault() == null && !isLeftOut(component));
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isLeftOut(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonInclude.class);
    }

    private static Schema<?> orNull(Schema<?> property) {
        Schema<?> none = new Schema<>(SpecVersion.V31);
        none.addType("null");
        if (property.get$ref() != null) {
            return new Schema<>(SpecVersion.V31).oneOf(List.of(property, none));
        }
        property.addType("null");
        return property;
    }

    /** The components of a record, including those of a record that it unwraps. */
    private static Stream<RecordComponent> components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !component.getAccessor().isAnnotationPresent(JsonIgnore.class))
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? components(component.getType())
                        : Stream.of(component));
    }

    private static String name(Schema<?> reference) {
        return reference.get$ref().substring(PREFIX.length());
    }
}
