package cloud.billing.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets a coverage-guided fuzzer look for an input for which a property does not hold: {@code mvn -Pfuzz verify}, which starts from the
 * corpus. What it finds is in {@code target/fuzz}; with {@code -Dfuzz.merge=true} the corpus gets the new inputs that reach new code.
 */
@Tag("fuzz")
class FuzzIT {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
    private static final boolean MERGE = Boolean.getBoolean("fuzz.merge");

    @ParameterizedTest
    @EnumSource
    void noInputIsFoundForWhichAPropertyDoesNotHold(FuzzTarget target) throws IOException, InterruptedException {
        Path found = Files.createDirectories(Path.of("target", "fuzz", target.label()));
        Fuzzer fuzzer = new Fuzzer(target, found.resolveSibling(target.label() + ".log"));
        int exitCode = fuzzer.look(SECONDS, found);
        System.out.println(target + ": " + fuzzer.statistics());
        assertThat(exitCode).as(fuzzer::log).isZero();
        if (MERGE) {
            fuzzer.merge(found);
        }
    }
}
