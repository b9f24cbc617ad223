package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values reach the application: environment variables, by Spring Boot's names. */
@Tag("chart")
class EnvironmentTest {

    /** Read by the JVM or by the migrations: no metadata has them. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "BILLING_DATABASE_RUNTIME_ROLE");

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void eachVariableIsOneThatTheApplicationReads(Manifests manifests) {
        assertThat(manifests.containers())
                .flatExtracting(Container::getEnv)
                .extracting(EnvVar::getName)
                .filteredOn(name -> !OTHERS.contains(name))
                .allSatisfy(name ->
                        assertThat(KnownProperties.haveOneSetBy(name)).as(name).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BILLING_REQUESTTIMEOUTS", "SPRING_DATASOURCE_URI", "SERVER_FORWARDED_HEADERS_STRATEGY"})
    void aMistypedVariableIsCaught(String name) {
        assertThat(KnownProperties.haveOneSetBy(name)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void noVariableComesTwice(Manifests manifests) {
        assertThat(manifests.containers())
                .allSatisfy(container -> assertThat(container.getEnv())
                        .extracting(EnvVar::getName)
                        .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void whatIsSecretComesFromASecret(Manifests manifests) {
        assertThat(manifests.containers())
                .flatExtracting(Container::getEnv)
                .filteredOn(variable ->
                        variable.getName().matches(".*(PASSWORD|USER|USERNAME|ENCRYPTION_KEYS?|JAAS_CONFIG)"))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getOptional())
                        .isEqualTo(variable.getName().contains("PREVIOUS") ? true : null));
    }

    @Test
    void allOfAProductionsValuesArrive() {
        assertThat(lines(Chart.production().service())).isEqualTo("""
                BILLING_ACCESS_KEYS_ENCRYPTION_KEY=downgrade-orders-encryption-key/encryption-key
                BILLING_ACCESS_KEYS_PREVIOUS_ENCRYPTION_KEYS=downgrade-orders-encryption-key/previous-encryption-keys
                BILLING_AUDIT_KAFKA_ENABLED=true
                BILLING_CONSOLE_ALLOWED_ORIGINS=https://console.example.com,https://console.example.net
                BILLING_RATE_LIMIT_BURST=100
                BILLING_RATE_LIMIT_REQUESTS_PER_SECOND=50
                BILLING_REQUEST_TIMEOUT=5s
                JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=30 -XX:NewSize=32m -XX:SurvivorRatio=6 -XX:TargetSurvivorRatio=90 -XX:TrimNativeHeapInterval=5000 \
                -XX:Tier2InvokeNotifyFreqLog=13 -XX:Tier2BackedgeNotifyFreqLog=18 -XX:+ExitOnOutOfMemoryError
                LOGGING_LEVEL_ORG_APACHE_KAFKA=WARN
                MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT=http://collector.observability:4318/v1/traces
                MANAGEMENT_TRACING_SAMPLING_PROBABILITY=0.1
                SERVER_FORWARD_HEADERS_STRATEGY=native
                SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE=10
                SPRING_DATASOURCE_PASSWORD=downgrade-orders-runtime/password
                SPRING_DATASOURCE_URL=jdbc:postgresql://db.example.com:5432/billing?sslmode=verify-full&sslrootcert=/etc/database/ca.crt
                SPRING_DATASOURCE_USERNAME=downgrade-orders-runtime/username
                SPRING_FLYWAY_ENABLED=false
                SPRING_KAFKA_BOOTSTRAP_SERVERS=kafka-0.kafka.example.com:9093,kafka-1.kafka.example.com:9093
                SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG=downgrade-orders-kafka/sasl-jaas-config
                SPRING_KAFKA_PROPERTIES_SASL_MECHANISM=SCRAM-SHA-512
                SPRING_KAFKA_SECURITY_PROTOCOL=SASL_SSL
                SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE=20s
                SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES=downgrade-orders
                SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI=https://id.example.com/realms/platform
                """);
    }

    @Test
    void forwardedHeadersCountBehindAProxyAlone() {
        assertThat(Manifests.environment(Chart.minimal().service()))
                .doesNotContainKey("SERVER_FORWARD_HEADERS_STRATEGY");
        assertThat(Manifests.environment(Chart.minimal("trustedProxy: true").service()))
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "native");
        assertThat(Manifests.environment(
                        Chart.minimal("exposure: {type: ingress, host: a.com}").service()))
                .containsEntry("SERVER_FORWARD_HEADERS_STRATEGY", "native");
    }

    @Test
    void aMountedKeyReplacesTheIdentityProvider() {
        assertThat(Manifests.environment(
                        Chart.minimal("jwt: {issuerUri: '', publicKeyLocation: 'file:/etc/jwt/public.pem'}")
                                .service()))
                .containsEntry(
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLIC_KEY_LOCATION", "file:/etc/jwt/public.pem")
                .doesNotContainKey("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI");
    }

    @Test
    void aLargeNumberArrivesAsItWasWritten() {
        assertThat(Manifests.environment(Chart.minimal("rateLimit: {requestsPerSecond: 5000000, burst: 10000000}")
                        .service()))
                .containsEntry("BILLING_RATE_LIMIT_REQUESTS_PER_SECOND", "5000000")
                .containsEntry("BILLING_RATE_LIMIT_BURST", "10000000");
    }

    @ParameterizedTest
    @MethodSource("ownVariables")
    void extraEnvCannotSetWhatTheChartSets(String name) {
        assertThat(refusalOfExtra(name))
                .singleElement()
                .asString()
                .startsWith("extraEnv has " + name
                        + ", which the chart sets or relies on: use the chart's own value for it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERVER_PORT",
                "MANAGEMENT_SERVER_PORT",
                "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE",
                "spring.datasource.url"
            })
    void norWhatItReliesOnNorInAnotherSpelling(String name) {
        assertThat(refusalOfExtra(name)).anyMatch(line -> line.startsWith("extraEnv has "));
    }

    @Test
    void extraEnvMaySetAnythingElse() {
        assertThat(Manifests.environment(Chart.minimal("extraEnv: [{name: LOGGING_LEVEL_ROOT, value: WARN}]")
                        .service()))
                .containsEntry("LOGGING_LEVEL_ROOT", "WARN");
    }

    private static Stream<String> ownVariables() {
        return Renderings.all()
                .map(Named::getPayload)
                .flatMap(manifests -> manifests.containers().stream())
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .filter(name -> !name.startsWith("LOGGING_"))
                .distinct()
                .sorted();
    }

    private static List<String> refusalOfExtra(String name) {
        return Chart.refusal("extraEnv: [{name: " + name + ", value: x}]");
    }

    private static String lines(Container container) {
        Map<String, String> sorted = new TreeMap<>(Manifests.environment(container));
        return sorted.entrySet().stream().map(each -> each + "\n").collect(Collectors.joining());
    }
}
