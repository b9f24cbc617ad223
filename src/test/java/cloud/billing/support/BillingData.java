package cloud.billing.support;

import cloud.billing.access.PasswordCipher;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts accounts' data into the database, as the platform would. */
public final class BillingData {

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;

    public BillingData(JdbcClient jdbc, PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    public void accessKey(String accountId, String accessKeyId, String password, String... scopes) {
        jdbc.sql("INSERT INTO encryption_key (encryption_key_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(cipher.keyId())
                .update();
        jdbc.sql("""
                        INSERT INTO access_key (access_key_id, account_id, encrypted_password, encryption_key_id, scopes)
                        VALUES (?, ?, ?, ?, ?)""")
                .params(List.of(
                        accessKeyId,
                        accountId,
                        cipher.encrypt(password, accessKeyId, accountId),
                        cipher.keyId(),
                        scopes))
                .update();
    }

    public void instance(String accountId, String instanceId, String chargeType, String internetChargeType) {
        jdbc.sql("""
                        INSERT INTO instance (
                            account_id, instance_id, instance_name, zone_id, instance_type, instance_charge_type,
                            instance_status, internet_charge_type, internet_max_bandwidth_out, traffic_package_size,
                            create_time, expired_time)
                        VALUES (?, ?, ?, 'HKG-A', 'c.4c8g', ?, 'RUNNING', ?, 100, 0, now() - interval '20 days',
                            CASE ? WHEN 'PREPAID' THEN now() + interval '10 days' END)""")
                .params(List.of(accountId, instanceId, instanceId, chargeType, internetChargeType, chargeType))
                .update();
    }

    public void order(
            String accountId,
            String instanceId,
            String orderNumber,
            String change,
            String from,
            String to,
            Duration effectiveIn) {
        jdbc.sql("""
                        INSERT INTO downgrade_order (
                            account_id, instance_id, order_number, change, from_value, to_value, effective_at)
                        VALUES (?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')""")
                .params(List.of(accountId, instanceId, orderNumber, change, from, to, effectiveIn.toMillis()))
                .update();
    }
}
