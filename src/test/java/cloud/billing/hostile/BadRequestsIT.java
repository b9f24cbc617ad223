package cloud.billing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Billing;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each row of the tables, byte by byte, at the packaged service: its exact answer, and then what all of them have left behind. */
@PackagedServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadRequestsIT {

    private static final List<String> OF_THE_INSIDE =
            List.of("Exception", "\tat ", "java.", "org.springframework", "org.apache", "cloud.billing", "SELECT ");
    private static final int LEAST = 200;
    private static final int LEAST_5XX = 500;

    private final JdbcClient jdbc;
    private final Billing billing;
    private final Path readableLog = Files.createTempFile("service", ".log");
    private final ServiceProcess service;
    private final World world;
    private final String before;

    BadRequestsIT(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment)
            throws IOException {
        this.jdbc = jdbc;
        this.billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
        this.service = ServiceProcess.ready(
                database, ServiceProcess.freePort(), Map.of("LOGGING_FILE_NAME", readableLog.toString()));
        this.world = new World(billing, jdbc, service.port());
        this.before = world.state();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    static List<BadRequest> rows() {
        return BadRequests.rows();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    @Order(1)
    void aBadRequestIsAnsweredAsTheTableSays(BadRequest row) throws IOException {
        RawAnswer answer =
                Connections.exchange(service.port(), world.placeholders().request(row.request()));
        row.answer().check(answer, world.placeholders());
        assertThat(answer.status()).isLessThan(LEAST_5XX);
        assertThat(answer.body()).doesNotContain(OF_THE_INSIDE);
    }

    @Test
    @Order(2)
    void noneOfThemHasChangedAnything() {
        assertThat(world.state()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void eachLineOfTheLogIsOneJsonObjectThatNoClientHasForged() throws IOException {
        ServiceLog.requireJson(service.output());
        ServiceLog.requireNoForgedLine(service.output());
    }

    @Test
    @Order(2)
    void withoutWhatIsWrongTheyAreAccepted() throws IOException {
        for (String good : BadRequests.goodRequests()) {
            Placeholders ofItsOwn = new World(billing, jdbc, service.port()).placeholders();
            RawAnswer answer = Connections.exchange(service.port(), ofItsOwn.request(good));
            assertThat(answer.status()).as(good + answer).isBetween(200, 204);
        }
    }

    @Test
    @Order(2)
    void noLineOfTheReadableLogIsForged() throws IOException {
        ServiceLog.requireNoForgedLine(Files.readString(readableLog));
    }

    @Test
    void thereAreEnoughOfThem() {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(LEAST);
        assertThat(rows().stream().map(BadRequest::toString)).doesNotHaveDuplicates();
    }
}
