package cloud.billing.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image's JVM options: if one of them, or a file that one names, is not understood, no replica starts. */
class EntryPointTest {

    private static final Pattern OPTION = Pattern.compile("\"(-X[^\"]+)\"");

    @Test
    void theJvmStartsWithTheImagesOptionsAndKeepsTheOutputForTheLog() throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(options());
        command.add("-version");
        Process java = new ProcessBuilder(command).start();
        String output = new String(java.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(java.getErrorStream().readAllBytes(), UTF_8);
        assertThat(java.waitFor()).as(errors).isZero();
        assertThat(errors).contains("1 compiler directives added");
        assertThat(output).isEmpty();
    }

    /** Without the cache, which is made in the image's build; the directives from where the build takes them. */
    private static List<String> options() throws Exception {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        return OPTION.matcher(dockerfile.substring(dockerfile.indexOf("ENTRYPOINT")))
                .results()
                .map(option ->
                        option.group(1).replace("=compiler-directives.json", "=scripts/compiler-directives.json"))
                .filter(option -> !option.startsWith("-XX:AOTCache="))
                .toList();
    }
}
