package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other chart tests rely on: nothing that Kubernetes would drop or reject gets through. */
@Tag("chart")
class StrictYamlTest {

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: it
            spec:
              template:
                spec:
                  containers:
                    - name: one
                      lifecycle:
                        preStop:
                          sleep:
                            seconds: 1
                      resources:
                        limits:
                          memory: 1Gi
            """;

    @Test
    void whatIsRightIsRead() {
        assertThat(StrictYaml.manifests(JOB)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "metadata, metdata",
        "name: it, nmae: it",
        "template, tmeplate",
        "name: one, nmae: one",
        "preStop, prestop",
        "seconds, second",
        "limits, limit"
    })
    void aMisspelledFieldIsCaughtAtEachDepth(String right, String wrong) {
        assertThatThrownBy(() -> StrictYaml.manifests(JOB.replace(right, wrong)))
                .hasMessageContaining(wrong.split(":")[0]);
    }

    @Test
    void aKindThatTheChartHasNoUseForIsCaught() {
        assertThatThrownBy(() -> StrictYaml.manifests("apiVersion: v1\nkind: Secret\n"))
                .hasMessage("unexpected kind v1/Secret");
    }

    @Test
    void aKeyThatComesTwiceIsCaught() {
        assertThatThrownBy(() -> StrictYaml.manifests(JOB + "kind: Job\n")).hasMessageContaining("Duplicate");
    }
}
