package cloud.billing.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the chart's README says of its values is so. */
@Tag("chart")
class ReadmeTest {

    private static final String README = ChartFiles.read("README.md");
    private static final JsonNode VALUES = StrictYaml.tree(ChartFiles.read("values.yaml"));

    @Test
    void theQuickStartIsTheLeastThatTheChartNeeds() {
        String withoutItsComment = Chart.MINIMAL.substring(Chart.MINIMAL.indexOf('\n') + 1);
        assertThat(README).contains(withoutItsComment);
    }

    @Test
    void whateverValueItNamesIsThere() {
        Stream<String> named = Pattern.compile("`([a-zA-Z]+(\\.[a-zA-Z]+)*)`")
                .matcher(README)
                .results()
                .map(match -> match.group(1))
                .filter(name -> VALUES.has(name.split("\\.")[0]));
        assertThat(named)
                .hasSizeGreaterThan(10)
                .filteredOn(name -> VALUES.at("/" + name.replace('.', '/')).isMissingNode())
                .isEmpty();
    }
}
