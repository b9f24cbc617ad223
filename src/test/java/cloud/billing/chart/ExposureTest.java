package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be reached from outside the cluster: the actions, and only where they are exposed on purpose. */
@Tag("chart")
class ExposureTest {

    private static final String INGRESS = """
            exposure:
              type: ingress
              host: api.example.com
              ingress: {className: public, tlsSecretName: certificate}
            """;

    @Test
    void nothingIsExposedUnasked() {
        assertThat(Chart.minimal().all(Ingress.class)).isEmpty();
        assertThat(Chart.minimal().all(HTTPRoute.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cloud.billing.chart.Renderings#all")
    void noServiceIsReachedFromOutsideByItself(Manifests manifests) {
        assertThat(manifests.all(Service.class))
                .allSatisfy(service -> assertThat(service.getSpec().getType()).isEqualTo("ClusterIP"));
    }

    @Test
    void theIngressRoutesTheActionsAlone() {
        Manifests manifests = Chart.minimal(INGRESS);
        Ingress ingress = manifests.the(Ingress.class);
        assertThat(ingress.getSpec().getDefaultBackend()).isNull();
        assertThat(ingress.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getHost()).isEqualTo("api.example.com");
            assertThat(rule.getHttp().getPaths()).singleElement().satisfies(path -> routesTheActions(path, manifests));
        });
    }

    @Test
    void theIngressHasItsClassAndCertificate() {
        Ingress ingress = Chart.minimal(INGRESS).the(Ingress.class);
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("public");
        assertThat(ingress.getSpec().getTls()).singleElement().satisfies(tls -> {
            assertThat(tls.getHosts()).containsExactly("api.example.com");
            assertThat(tls.getSecretName()).isEqualTo("certificate");
        });
    }

    @Test
    void theRouteRoutesTheActionsAlone() {
        Manifests manifests = Chart.production();
        HTTPRoute route = manifests.the(HTTPRoute.class);
        assertThat(route.getSpec().getHostnames()).containsExactly("api.example.com");
        assertThat(route.getSpec().getParentRefs()).singleElement().satisfies(gateway -> {
            assertThat(gateway.getName()).isEqualTo("public");
            assertThat(gateway.getNamespace()).isEqualTo("gateways");
            assertThat(gateway.getSectionName()).isEqualTo("https");
        });
        assertThat(route.getSpec().getRules()).singleElement().satisfies(rule -> routesTheActions(rule, manifests));
    }

    private static void routesTheActions(HTTPIngressPath path, Manifests manifests) {
        assertThat(path.getPath()).isEqualTo("/api/v2");
        assertThat(path.getPathType()).isEqualTo("Prefix");
        IngressServiceBackend backend = path.getBackend().getService();
        assertThat(manifests.named(backend.getName(), Service.class).getSpec().getPorts())
                .anySatisfy(port ->
                        assertThat(port.getName()).isEqualTo(backend.getPort().getName()));
    }

    /** A filter could rewrite the host name, which callers sign, so there is none. */
    private static void routesTheActions(HTTPRouteRule rule, Manifests manifests) {
        assertThat(rule.getFilters()).isEmpty();
        assertThat(rule.getMatches()).singleElement().satisfies(match -> {
            assertThat(match.getPath().getValue()).isEqualTo("/api/v2");
            assertThat(match.getPath().getType()).isEqualTo("PathPrefix");
        });
        assertThat(rule.getBackendRefs())
                .singleElement()
                .satisfies(backend -> assertThat(manifests
                                .named(backend.getName(), Service.class)
                                .getSpec()
                                .getPorts())
                        .anySatisfy(port -> assertThat(port.getPort()).isEqualTo(backend.getPort())));
    }
}
