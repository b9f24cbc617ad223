package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may talk to the service and to whom it may talk. */
@Tag("chart")
class NetworkPolicyTest {

    private static final String PEER = "[{podSelector: {matchLabels: {app: peer}}}]";
    private static final String LEAST = """
            networkPolicy:
              enabled: true
              egress: {database: {to: %1$s}, identityProvider: {to: %1$s}}
            """.formatted(PEER);

    @Test
    void thereIsNoneUnasked() {
        assertThat(Chart.minimal().all(NetworkPolicy.class)).isEmpty();
    }

    @Test
    void theGatewayAndCallersReachTheApiAndPrometheusTheMetrics() {
        List<NetworkPolicyIngressRule> rules =
                service(Chart.production()).getSpec().getIngress();
        assertThat(rules)
                .extracting(rule -> rule.getPorts().getFirst().getPort().getStrVal())
                .containsExactly("http", "management");
        assertThat(rules)
                .extracting(rule -> rule.getFrom().stream()
                        .map(NetworkPolicyTest::namespace)
                        .toList())
                .containsExactly(List.of("gateways", "billing"), List.of("observability"));
    }

    @Test
    void whereNobodyIsNamedNobodyMayConnect() {
        NetworkPolicy policy = service(Chart.minimal(LEAST));
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
    }

    @Test
    void theServiceReachesWhatItNeedsAndNothingElse() {
        assertThat(ports(service(Chart.minimal(LEAST)))).containsExactly(53, 5432, 443);
        assertThat(ports(service(Chart.production()))).containsExactly(53, 5432, 443, 9093, 4318);
    }

    @Test
    void whoeverMigratesReachesTheOwnersDatabase() {
        String past = """
                database: {owner: {url: "jdbc:postgresql://primary:5433/billing"}}
                networkPolicy: {egress: {ownerDatabase: {to: %s, port: 5433}}}
                """.formatted(PEER);
        Manifests byTheJob = Chart.minimal(LEAST, past);
        assertThat(ports(byTheJob.named("orders-downgrade-orders-migrate", NetworkPolicy.class)))
                .containsExactly(53, 5433);
        assertThat(ports(service(byTheJob))).containsExactly(53, 5432, 443);
        assertThat(ports(service(Chart.minimal(LEAST, past, "migrations: {mode: service}"))))
                .containsExactly(53, 5432, 5433, 443);
    }

    @Test
    void aMountedKeyNeedsNoWayToAnIdentityProvider() {
        Manifests manifests = Chart.minimal("""
                jwt: {issuerUri: "", publicKeyLocation: "file:/etc/jwt/public.pem"}
                networkPolicy: {enabled: true, egress: {database: {to: %s}}}
                """.formatted(PEER));
        assertThat(ports(service(manifests))).containsExactly(53, 5432);
    }

    @Test
    void noRuleIsForEverybody() {
        assertThat(Chart.production().all(NetworkPolicy.class)).hasSize(2).allSatisfy(policy -> {
            assertThat(policy.getSpec().getIngress())
                    .allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty());
            assertThat(policy.getSpec().getEgress())
                    .allSatisfy(rule -> assertThat(rule.getTo()).isNotEmpty());
        });
    }

    private static NetworkPolicy service(Manifests manifests) {
        return manifests.named("orders-downgrade-orders", NetworkPolicy.class);
    }

    private static String namespace(NetworkPolicyPeer peer) {
        return peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name");
    }

    private static List<Integer> ports(NetworkPolicy policy) {
        return policy.getSpec().getEgress().stream()
                .map(NetworkPolicyTest::port)
                .toList();
    }

    private static int port(NetworkPolicyEgressRule rule) {
        return rule.getPorts().getFirst().getPort().getIntVal();
    }
}
