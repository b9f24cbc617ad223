package cloud.billing.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that a fuzzer has ever found worth keeping, and every finding, in each build; the fuzzer itself is {@link FuzzIT}. */
class CorpusTest {

    static Stream<Arguments> inputs() {
        return Arrays.stream(FuzzTarget.values())
                .flatMap(target -> target.inputs().stream().map(input -> Arguments.of(target, input)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("inputs")
    void thePropertiesHoldForEachInputOfTheCorpus(FuzzTarget target, Path input) {
        assertThatCode(() -> target.take(Files.readAllBytes(input))).doesNotThrowAnyException();
    }
}
