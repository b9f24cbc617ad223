package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** values.yaml and its schema say the same. */
@Tag("chart")
class ValuesTest {

    private static final JsonNode SCHEMA = StrictYaml.tree(ChartFiles.read("values.schema.json"));
    private static final JsonNode VALUES = StrictYaml.tree(ChartFiles.read("values.yaml"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicaCuont: 3",
                "image: {tga: 1.0.0}",
                "database: {runtime: {secret: it}}",
                "networkPolicy: {egress: {database: {from: []}}}",
                "probes: {liveness: {initialDelaySeconds: 1}}",
                "extraEnv: [{name: A, vlaue: b}]"
            })
    void aMistypedKeyIsRefused(String values) {
        assertThat(Chart.refusal(values)).singleElement().asString().contains("additional properties");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicaCount: two                               | /replicaCount
            replicaCount: 0                                 | /replicaCount
            exposure: {type: loadBalancer}                  | /exposure/type
            migrations: {mode: hook}                        | /migrations/mode
            requestTimeout: 500ms                           | /requestTimeout
            jwt: {publicKeyLocation: /etc/jwt/public.pem}   | /jwt/publicKeyLocation
            tracing: {samplingProbability: 2}               | /tracing/samplingProbability
            image: {tag: 1.0}                               | /image/tag
            """)
    void aValueOfTheWrongKindIsRefused(String values, String where) {
        assertThat(Chart.refusal(values)).singleElement().asString().startsWith("at '" + where + "'");
    }

    @Test
    void composeRunsTheServiceWithTheSameOptionsOfTheJvm() throws IOException {
        JsonNode compose = StrictYaml.tree(Files.readString(Path.of("compose.yaml")));
        assertThat(compose.at("/services/service/environment/JAVA_TOOL_OPTIONS"))
                .isEqualTo(VALUES.path("javaToolOptions"));
    }

    @Test
    void theSchemaIsClosedWhereverItNamesKeys() {
        assertThat(nodes(SCHEMA).filter(node -> node.path("type").asText().equals("object") && node.has("properties")))
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        node -> assertThat(node.path("additionalProperties")).isEqualTo(BooleanNode.FALSE));
    }

    @Test
    void eachValueSaysWhenToChangeIt() {
        assertThat(ValuesFile.keys())
                .hasSizeGreaterThan(100)
                .filteredOn(key -> !key.commented())
                .isEmpty();
    }

    @Test
    void eachValueIsInTheSchema() {
        assertThat(ValuesFile.keys()).filteredOn(key -> !isInTheSchema(key)).isEmpty();
    }

    @Test
    void theSchemaHasNoValueThatIsNotThere() {
        assertThat(SCHEMA.path("properties").fieldNames())
                .toIterable()
                .filteredOn(name -> !name.equals("global"))
                .containsExactlyInAnyOrderElementsOf(VALUES::fieldNames);
    }

    private static boolean isInTheSchema(ValuesFile.Key key) {
        JsonNode schema = SCHEMA;
        for (String name : key.path().split("\\.")) {
            schema = resolved(schema.path("properties").path(name));
        }
        return !schema.isMissingNode();
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? SCHEMA.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        return Stream.concat(Stream.of(node), node.valueStream().flatMap(ValuesTest::nodes));
    }
}
