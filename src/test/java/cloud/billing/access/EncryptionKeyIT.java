package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service does not start without the key that its stored passwords need, and says so. */
@PackagedServiceTest
class EncryptionKeyIT {

    private final JdbcConnectionDetails database;
    private final JdbcClient jdbc;
    private final Environment environment;

    EncryptionKeyIT(
            @Autowired JdbcConnectionDetails database, @Autowired JdbcClient jdbc, @Autowired Environment environment) {
        this.database = database;
        this.jdbc = jdbc;
        this.environment = environment;
    }

    @ParameterizedTest
    @CsvSource({"'', is missing", "c2hvcnQ=, is not base64 of 32 bytes", "%%%, is not base64 of 32 bytes"})
    void aMissingOrMalformedKeyStopsTheStart(String key, String complaint) throws Exception {
        assertStops(key, "billing.access-keys.encryption-key " + complaint);
    }

    @Test
    void anotherKeyThanThePasswordsNeedStopsTheStart() throws Exception {
        PasswordCipher cipher = new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of());
        try (ServiceProcess service = ServiceProcess.ready(database, ServiceProcess.freePort())) {
            new Billing(jdbc, cipher, environment).newAccount(service.port());
        }
        assertStops(
                Base64.getEncoder().encodeToString(new byte[32]), "the stored passwords need [" + cipher.keyId() + "]");
    }

    @Test
    void theKeyIsRotatedWithoutAStop() throws Exception {
        String newKey = Base64.getEncoder().encodeToString("a new key, of thirty-two bytes..".getBytes());
        String key = ServiceProcess.ENCRYPTION_KEY;
        int port = ServiceProcess.freePort();
        Account account = new Billing(jdbc, new PasswordCipher(key, List.of()), environment).newAccount(port);
        try (ServiceProcess knowsBoth = ServiceProcess.ready(database, ServiceProcess.freePort(), key, newKey)) {
            try (ServiceProcess rotates = ServiceProcess.ready(database, port, newKey, key)) {
                await().until(() -> encryptedWith().equals(List.of(new PasswordCipher(newKey, List.of()).keyId())));
                account.describe("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
                account.at(knowsBoth.port()).describe("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
            }
        }
        try (ServiceProcess knowsTheNew = ServiceProcess.ready(database, port, newKey, "")) {
            account.at(knowsTheNew.port()).describe("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
        }
        try (ServiceProcess rotatesBack = ServiceProcess.ready(database, port, key, newKey)) {
            await().until(() -> encryptedWith().equals(List.of(new PasswordCipher(key, List.of()).keyId())));
        }
    }

    private List<String> encryptedWith() {
        return jdbc.sql("SELECT encryption_key_id FROM encryption_key")
                .query(String.class)
                .list();
    }

    private void assertStops(String key, String complaint) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(database, ServiceProcess.freePort(), key)) {
            assertThat(service.exitCode()).isEqualTo(1);
            assertThat(service.output()).contains("The access key passwords cannot be read: ", complaint);
        }
    }
}
