package cloud.billing.chart;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart as Helm renders it, with values over the minimal or the production ones. */
final class Chart {

    static final String MINIMAL = ChartFiles.read("ci/minimal-values.yaml");
    static final String PRODUCTION = ChartFiles.read("ci/production-values.yaml");

    private static final String KUBERNETES = "1.30.0";
    private static final String HOOK = "helm.sh/hook";
    private static final String DISGUISED_HOOK = "disguised.helm.sh/hook";

    /** Helm's library does not return hooks, so they are disguised while it renders. */
    private static final Path WITH_HOOKS =
            ChartFiles.copy(ChartFiles.templates(), template -> template.replace(HOOK, DISGUISED_HOOK));

    private Chart() {}

    static Manifests minimal(String... values) {
        return render(MINIMAL, values);
    }

    static Manifests production(String... values) {
        return render(PRODUCTION, values);
    }

    /** Why Helm refuses to render these values over the minimal ones, one line per reason. */
    static List<String> refusal(String... values) {
        return refusalOver(MINIMAL, values);
    }

    static List<String> refusalOver(String base, String... values) {
        String message = catchThrowableOfType(IllegalStateException.class, () -> render(base, values))
                .getMessage();
        return Stream.of(message.split("\n- "))
                .skip(1)
                .map(reason -> reason.strip().replaceAll("\\s+", " "))
                .toList();
    }

    /** As shipped, and rendered for a version of Kubernetes. The hooks are left out. */
    static String shipped(String kubernetes) {
        return template(ChartFiles.HOME, kubernetes, Stream.of(MINIMAL));
    }

    /** Helm's linter accepts no values here, so they become the defaults of a copy. */
    static LintResult lint(String values) {
        Path copy = ChartFiles.copy(List.of("values.yaml"), defaults -> StrictYaml.merge(defaults, values));
        return new Helm(copy).lint().strict().call();
    }

    private static Manifests render(String base, String... values) {
        String manifests = template(WITH_HOOKS, KUBERNETES, Stream.concat(Stream.of(base), Stream.of(values)));
        return new Manifests(StrictYaml.manifests(manifests.replace(DISGUISED_HOOK, HOOK)));
    }

    private static String template(Path chart, String kubernetes, Stream<String> values) {
        TemplateCommand template = new Helm(chart).template().withName("orders").withNamespace("billing");
        values.map(ChartFiles::values).forEach(template::withValuesFile);
        return template.withKubeVersion(kubernetes).call();
    }
}
