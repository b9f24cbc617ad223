package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm's own linter says, in which each warning counts, and where the chart may be installed. */
@Tag("chart")
class ChartLintTest {

    private static final String[] VALUES = {"{}", Chart.MINIMAL, Chart.PRODUCTION};

    @ParameterizedTest
    @FieldSource("VALUES")
    void theLinterHasNothingToSay(String values) {
        LintResult lint = Chart.lint(values);
        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
        assertThat(lint.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
    }

    @Test
    void theLinterRefusesAMistypedValue() {
        assertThat(Chart.lint("replicaCuont: 3").isFailed()).isTrue();
    }

    @Test
    void aKubernetesWithoutTheSleepActionIsRefused() {
        assertThatThrownBy(() -> Chart.shipped("1.29.12")).hasMessageContaining("requires kubeVersion: >=1.30.0-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.30.0", "1.31.4-eks-abcdef", "1.36.0"})
    void everyLaterOneIsAccepted(String kubernetes) {
        assertThat(Chart.shipped(kubernetes)).contains("kind: Deployment");
    }
}
