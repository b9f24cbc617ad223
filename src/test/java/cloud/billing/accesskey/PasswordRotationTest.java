package cloud.billing.accesskey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.BillingTest;
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
        jdbc.sql("DELETE FROM access_key WHERE encryption_key_id = 'lost'").update();
        jdbc.sql("DELETE FROM encryption_key WHERE encryption_key_id = 'lost'").update();
    }

    @Test
    void aPasswordThatCannotBeReadIsLeftAsItIs() {
        jdbc.sql("INSERT INTO encryption_key (encryption_key_id) VALUES ('lost')")
                .update();
        jdbc.sql("""
                        INSERT INTO access_key (access_key_id, account_id, encrypted_password, encryption_key_id, scopes)
                        VALUES ('poison', 'acct', '\\x00', 'lost', ARRAY['vm:read'])""").update();

        new PasswordRotation(jdbc, cipher).rotateIfPossible();

        assertThat(jdbc.sql("SELECT encryption_key_id FROM access_key WHERE access_key_id = 'poison'")
                        .query(String.class)
                        .single())
                .isEqualTo("lost");
    }

    @Test
    void aDatabaseThatIsAwayStopsNothing() {
        JdbcClient away = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://localhost:1/none"));
        assertThatCode(new PasswordRotation(away, cipher)::rotateIfPossible).doesNotThrowAnyException();
    }
}
