package cloud.billing.bench;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.BillingData;
import cloud.billing.support.ServiceProcess;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As many instances as asked for, each with a scheduled downgrade, over a hundred accounts. */
final class BenchmarkData {

    private static final int ACCOUNTS = 100;
    private static final String PASSWORD = "password-of-the-benchmark";

    private final int orders;

    BenchmarkData(int orders) {
        this.orders = orders;
    }

    void fill(JdbcClient jdbc) {
        BillingData keys = new BillingData(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()));
        for (int account = 0; account < ACCOUNTS; account++) {
            keys.accessKey(accountOf(account), keyOf(account), PASSWORD, "vm:read", "vm:write");
        }
        jdbc.sql("""
                        INSERT INTO instance
                        SELECT 'acct-' || i % ?, 'vm-' || i, 'vm-' || i, 'HKG-A', 'c.4c8g', 'PREPAID', 'RUNNING', 'ByBandwidth', 100, 0,
                               now() - interval '20 days', now() + interval '10 days'
                          FROM generate_series(0, ? - 1) i""").params(ACCOUNTS, orders).update();
        jdbc.sql("""
                        INSERT INTO downgrade_order (
                            account_id, order_number, instance_id, change, from_value, to_value, effective_at)
                        SELECT account_id, 'order-' || instance_id, instance_id, 'SPECIFICATION', 'c.4c8g', 'c.2c4g',
                               now() + interval '10 days' FROM instance""").update();
        jdbc.sql("VACUUM ANALYZE").update();
        jdbc.sql("CHECKPOINT").update();
    }

    static String accountOf(int order) {
        return "acct-" + order % ACCOUNTS;
    }

    static String instanceOf(int order) {
        return "vm-" + order;
    }

    /** Requests for these orders, signed now: they are good for five minutes. */
    static byte[][] requests(int port, String action, int from, int count) {
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            int order = from + i;
            requests[i] = ActionRequest.to(port, action, "{\"instanceId\":\"" + instanceOf(order) + "\"}")
                    .signed(keyOf(order), PASSWORD, Instant.now())
                    .bytes();
        }
        return requests;
    }

    private static String keyOf(int order) {
        return "KEY" + order % ACCOUNTS;
    }
}
