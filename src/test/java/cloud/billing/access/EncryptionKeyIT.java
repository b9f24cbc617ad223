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

    @Test
    void aMissingKeyStopsTheStart() throws Exception {
        assertStops("", "billing.access-keys.encryption-key is missing");
    }

    @Test
    void theKeyIsRotatedWithoutAStopAndTheOldOneAloneStartsNoMore() throws Exception {
        String newKey = Base64.getEncoder().encodeToString("a new key, of thirty-two bytes..".getBytes());
        String key = ServiceProcess.ENCRYPTION_KEY;
        int port = ServiceProcess.freePort();
        Account account;
        try (ServiceProcess knowsBoth = ServiceProcess.ready(database, ServiceProcess.freePort(), key, newKey)) {
            account = new Billing(jdbc, new PasswordCipher(key, List.of()), environment).newAccount(port);
            try (ServiceProcess rotates = ServiceProcess.ready(database, port, newKey, key)) {
                await().until(() -> encryptedWith().equals(List.of(new PasswordCipher(newKey, List.of()).keyId())));
                account.describe("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
                account.at(knowsBoth.port()).describe("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
            }
        }
        assertStops(key, "the stored passwords need [" + new PasswordCipher(newKey, List.of()).keyId() + "]");
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
