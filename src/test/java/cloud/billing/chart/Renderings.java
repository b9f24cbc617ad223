package cloud.billing.chart;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The renderings to which every rule applies: together they have each part of the chart in each of its forms. */
final class Renderings {

    private Renderings() {}

    static Stream<Named<Manifests>> all() {
        return Stream.of(
                Named.of("minimal", Chart.minimal()),
                Named.of("production", Chart.production()),
                Named.of("ingress", Chart.minimal("""
                        exposure:
                          type: ingress
                          host: api.example.com
                          ingress: {className: public, tlsSecretName: certificate, annotations: {example.com/timeout: 10s}}
                        serviceAccount: {create: false, name: existing}
                        jwt: {issuerUri: "", publicKeyLocation: "file:/etc/jwt/public.pem"}
                        """)),
                Named.of("migrated by the service", Chart.production("migrations: {mode: service}")),
                Named.of("migrated by somebody else", Chart.minimal("""
                        migrations: {mode: none}
                        database: {owner: {existingSecret: ""}}
                        jwt: {issuerUri: "", jwkSetUri: "https://id.example.com/keys"}
                        """)));
    }
}
