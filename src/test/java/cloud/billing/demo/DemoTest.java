package cloud.billing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.billing.support.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Contract 6, tried as a newcomer would: what the demo prints is pasted, and scripts/zc is called as the README says. */
@ExtendWith(OutputCaptureExtension.class)
class DemoTest {

    private final SpringApplication.Running demo;
    private final String port;

    DemoTest(@TempDir Path folder) throws IOException {
        assumeTrue(hasTools(), "bash, curl and openssl are needed to try the demo from a shell");
        demo = DemoApplication.run(
                folder, new TokenIssuer(), "--server.port=0", "--management.server.port=0", "--demo.console.port=0");
        port = demo.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterEach
    void stop() {
        demo.getApplicationContext().close();
    }

    @Test
    void itsCurlLineWorksWhenPastedAndItsInstancesAreThoseOfTheContract(CapturedOutput output) throws Exception {
        String curl = output.getOut()
                .lines()
                .filter(line -> line.startsWith("curl "))
                .findFirst()
                .orElseThrow();

        assertThat(output.getOut()).containsPattern("The console is at http://localhost:\\d+/ - open it in a browser");
        assertThat(zc("DescribeInstanceTypeStatus", "demo-pending")).contains("\"c.2c4g\"", "\"WaitToEnable\"");
        assertThat(bash(curl)).matches("\\{\"requestId\":\"T.{36}\",\"response\":\\{\"requestId\":\"T.{36}\"}}");
        assertThat(zc("DescribeInstanceTypeStatus", "demo-pending")).contains("\"Enable\"");
        assertThat(zc("CancelInstanceDowngrade", "demo-bandwidth")).startsWith("HTTP 403");
        assertThat(zc("CancelInstanceDowngrade", "demo-plain")).startsWith("HTTP 403");
        assertThat(zc("CancelInstanceDowngrade", "demo-postpaid")).startsWith("HTTP 403");
        assertThat(zc("CancelInstanceDowngrade", "demo-foreign")).startsWith("HTTP 404");
    }

    private String zc(String action, String instance) throws Exception {
        return bash("ZC_ENDPOINT=http://localhost:%s scripts/zc %s '{\"instanceId\":\"%s\"}'"
                .formatted(port, action, instance));
    }

    private static String bash(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    private static boolean hasTools() {
        return Stream.of("bash", "curl", "openssl")
                .allMatch(tool -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Path.of(folder, tool).toFile().canExecute()));
    }
}
