package cloud.billing.accesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.BillingTest;
import cloud.billing.support.ServiceProcess;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What goes wrong with a rotation of passwords stops neither the service nor the other passwords. */
@BillingTest
class PasswordRotationTest {

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;

    PasswordRotationTest(@Autowired JdbcClient jdbc, @Autowired PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @AfterEach
    void cleanUp() {
        jdbc.sql("DELETE FROM access_key WHERE access_key_id = 'poison' OR account_id = 'many'")
                .update();
        jdbc.sql("DELETE FROM encryption_key WHERE encryption_key_id = 'lost'").update();
    }

    @Test
    void aPasswordThatCannotBeReadIsLeftAsItIs() {
        poison("NULL");
        new PasswordRotation(jdbc, cipher).rotateIfPossible();
        assertThat(encryptionKeys()).contains("lost");
        assertThat(poisonIsEncryptedWith()).isEqualTo("lost");
    }

    @Test
    void thatOfADisabledKeyIsNeededNoMore() {
        poison("now()");
        new PasswordRotation(jdbc, cipher).rotateIfPossible();
        assertThat(encryptionKeys()).doesNotContain("lost");
        assertThat(poisonIsEncryptedWith()).isEqualTo(cipher.keyId());
    }

    @Test
    void aKeyThatNoPasswordNeedsIsForgottenAlsoWhereNothingIsLeftToRotate() {
        jdbc.sql("INSERT INTO encryption_key (encryption_key_id) VALUES ('lost')")
                .update();
        new PasswordRotation(jdbc, cipher).rotateIfPossible();
        assertThat(encryptionKeys()).doesNotContain("lost");
    }

    @Test
    void aDatabaseThatIsAwayStopsNothing() {
        JdbcClient away = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/none"));
        assertThatCode(new PasswordRotation(away, cipher)::rotateIfPossible).doesNotThrowAnyException();
    }

    @Test
    void allAreRotatedHoweverMany() {
        String old = Base64.getEncoder().encodeToString(new byte[32]);
        PasswordCipher older = new PasswordCipher(old, List.of());
        jdbc.sql("INSERT INTO encryption_key (encryption_key_id) VALUES (?)")
                .param(older.keyId())
                .update();
        for (int i = 0; i < 501; i++) {
            jdbc.sql("""
                            INSERT INTO access_key (access_key_id, account_id, encrypted_password, encryption_key_id, scopes)
                            VALUES (?, 'many', ?, ?, ARRAY['vm:read'])""")
                    .params("many" + i, older.encrypt("password", "many" + i, "many"), older.keyId())
                    .update();
        }
        new PasswordRotation(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of(old))).rotateIfPossible();
        assertThat(encryptionKeys()).doesNotContain(older.keyId());
    }

    private void poison(String disabledAt) {
        jdbc.sql("INSERT INTO encryption_key (encryption_key_id) VALUES ('lost')")
                .update();
        jdbc.sql("""
                        INSERT INTO access_key (
                            access_key_id, account_id, encrypted_password, encryption_key_id, scopes, disabled_at)
                        VALUES ('poison', 'acct', '\\x00', 'lost', ARRAY['vm:read'], %s)""".formatted(disabledAt)).update();
    }

    private List<String> encryptionKeys() {
        return jdbc.sql("SELECT encryption_key_id FROM encryption_key")
                .query(String.class)
                .list();
    }

    private String poisonIsEncryptedWith() {
        return jdbc.sql("SELECT encryption_key_id FROM access_key WHERE access_key_id = 'poison'")
                .query(String.class)
                .single();
    }
}
