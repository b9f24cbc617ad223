package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are missing or contradict each other end an install before anything is in the cluster, with what to set instead. */
@Tag("chart")
class RefusalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image: {repository: ""}                           | image.repository is missing … set it to the repository
            image: {repository: "r.io/orders:1"}              | image.repository has a tag or a digest in it … image.tag or image.digest
            image: {repository: "r.io/orders@sha256"}         | image.repository has a tag or a digest in it … image.tag or image.digest
            image: {tag: latest}                              | image.tag is "latest" … set a version, or image.digest
            image: {tag: "sha256:12"}                         | image.tag is not a tag … set it to a version
            image: {digest: "sha256:12"}                      | image.digest is not a digest … set it to sha256: and 64 hexadecimal digits
            database: {url: ""}                               | database.url is missing … set it to jdbc:postgresql://host:5432/billing
            database: {url: "postgres://db/billing"}          | database.url is not a JDBC URL … set it to jdbc:postgresql://host:5432/
            database: {url: "jdbc:postgresql://db/b?user=me"} | database.url has credentials in it … set database.runtime.existingSecret
            database: {runtime: {existingSecret: ""}}         | database.runtime.existingSecret is missing … create a Secret
            database: {owner: {existingSecret: ""}}           | database.owner.existingSecret is missing … mode is job … create a Secret
            database: {owner: {url: "postgres://db/billing"}} | database.owner.url is not a JDBC URL … set it to jdbc:postgresql://host:5432/
            database: {owner: {url: "jdbc:postgresql://db/b?password=p"}} | database.owner.url has credentials in it … set database.owner.existingSecret
            encryptionKey: {existingSecret: ""}               | encryptionKey.existingSecret is missing … create a Secret
            encryptionKey: {previousKeysKey: encryption-key}  | encryptionKey.previousKeysKey names the current key … another key
            jwt: {issuerUri: ""}                              | jwt.issuerUri is missing … set it to … or jwt.jwkSetUri … or jwt.publicKeyLocation
            jwt: {jwkSetUri: "https://id.example.com/keys"}   | jwt.issuerUri and jwt.jwkSetUri are both set … keep jwt.issuerUri
            jwt: {publicKeyLocation: "file:/etc/public.pem"}  | jwt.publicKeyLocation is not the only one … keep one
            rateLimit: {burst: 19}                            | rateLimit.burst is below rateLimit.requestsPerSecond … at least 20
            console: {allowedOrigins: ["*"]}                  | console.allowedOrigins has * … name each origin in full
            console: {allowedOrigins: ["https://*.a.com"]}    | console.allowedOrigins has https://*.a.com … name each origin in full
            console: {allowedOrigins: ["https://a.com/"]}     | console.allowedOrigins has https://a.com/ … without a path
            exposure: {type: ingress}                         | exposure.host is missing … type is ingress … set it to the host name
            exposure: {type: ingress, host: "https://a.com"}  | exposure.host is not a host name … set it without scheme
            exposure: {type: httpRoute, host: a.com}          | exposure.httpRoute.parentRefs is missing … set the Gateways
            exposure: {host: a.com}                           | exposure.host is set, and exposure.type is none … ingress or httpRoute
            kafka: {enabled: true}                            | kafka.bootstrapServers is missing … set the brokers
            tracing: {enabled: true}                          | tracing.otlpEndpoint is missing … set it to the collector
            autoscaling: {enabled: true, maxReplicas: 1}      | autoscaling.minReplicas is above autoscaling.maxReplicas … lower the one
            podDisruptionBudget: {maxUnavailable: 0}          | podDisruptionBudget.maxUnavailable is 0, … set it to 1 or more
            podDisruptionBudget: {maxUnavailable: "0%"}       | podDisruptionBudget.maxUnavailable is 0%, … set it to 1 or more
            podLabels: {app.kubernetes.io/component: a}       | podLabels has app.kubernetes.io/component … choose another name
            lifecycle: {terminationGracePeriodSeconds: 39}    | lifecycle.terminationGracePeriodSeconds is 39, … set it to 40 or more
            lifecycle: {preStopSeconds: 11}                   | lifecycle.terminationGracePeriodSeconds is 40, … set it to 41 or more
            requestTimeout: 21s                               | lifecycle.shutdownTimeoutSeconds is below requestTimeout … 21 or more
            """)
    void oneOddValueIsRefusedWithAdvice(String values, String advice) {
        saysOnly(Chart.refusal(values), advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            database: {maxConnections: 39}            | replicaCount: 2                             | up to 40 … lower database.poolSize
            database: {maxConnections: 79}            | autoscaling: {enabled: true}                | up to 80 … lower database.poolSize
            database: {maxConnections: 43}            | kafka: {enabled: true, bootstrapServers: ["k:9092"]} | up to 44 … lower database.poolSize
            autoscaling: {enabled: true}              | resources: {requests: {cpu: null}}          | set resources.requests.cpu
            database: {owner: {existingSecret: same}} | database: {runtime: {existingSecret: same}} | are the same role … another Secret
            migrations: {mode: service}               | database: {owner: {existingSecret: ""}}     | mode is service … create a Secret
            kafka: {enabled: true, bootstrapServers: ["k:9"]} | kafka: {securityProtocol: SASL_SSL} | sasl.existingSecret is missing
            kafka: {enabled: true, bootstrapServers: ["k:9"]} | kafka: {sasl: {existingSecret: it}} | PLAINTEXT … set it to SASL_SSL
            """)
    void twoValuesThatDoNotFitAreRefusedWithAdvice(String one, String other, String advice) {
        saysOnly(Chart.refusal(one, other), advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ingress: {gateway: []}               | networkPolicy.ingress.gateway is missing … httpRoute … the gateway's pods
            ingress: {prometheus: []}            | networkPolicy.ingress.prometheus is missing … serviceMonitor.enabled … Prometheus
            egress: {dns: {to: []}}              | networkPolicy.egress.dns.to is missing … set the peers
            egress: {database: {to: []}}         | networkPolicy.egress.database.to is missing … set the peers
            egress: {identityProvider: {to: []}} | networkPolicy.egress.identityProvider.to is missing … set the peers
            egress: {kafka: {to: []}}            | networkPolicy.egress.kafka.to is missing … set the peers
            egress: {otlpCollector: {to: []}}    | networkPolicy.egress.otlpCollector.to is missing … set the peers
            """)
    void aNetworkPolicyThatWouldCutTheServiceOffIsRefused(String policy, String advice) {
        saysOnly(Chart.refusalOver(Chart.PRODUCTION, "networkPolicy: {" + policy + "}"), advice);
    }

    @Test
    void norMayItCutTheMigrationOff() {
        String past = "database: {owner: {url: 'jdbc:postgresql://primary:5432/billing'}}";
        saysOnly(
                Chart.refusalOver(Chart.PRODUCTION, past),
                "networkPolicy.egress.ownerDatabase.to is missing … set the peers");
        assertThat(Chart.production(past, "migrations: {mode: none}").objects()).isNotEmpty();
    }

    @Test
    void allThatIsMissingIsSaidAtOnce() {
        assertThat(Chart.refusalOver("{}")).hasSize(6);
    }

    @Test
    void theLastConnectionThatFitsIsAccepted() {
        assertThat(Chart.minimal("database: {maxConnections: 40}").objects()).isNotEmpty();
    }

    @Test
    void aRateLimitThatIsOffNeedsNoBurst() {
        assertThat(Chart.minimal("rateLimit: {requestsPerSecond: 0, burst: 1}").objects())
                .isNotEmpty();
    }

    private static void saysOnly(List<String> refusals, String advice) {
        assertThat(refusals).singleElement().asString().containsSubsequence(advice.split(" … "));
    }
}
