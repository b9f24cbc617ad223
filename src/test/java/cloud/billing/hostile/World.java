package cloud.billing.hostile;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data behind the tables' requests: an instance whose downgrade a good request would cancel, and others that must not change. */
final class World {

    private final Billing billing;
    private final JdbcClient jdbc;
    private final Account account;
    private final String order;
    private final Placeholders placeholders;

    World(Billing billing, JdbcClient jdbc, int port) {
        this.billing = billing;
        this.jdbc = jdbc;
        this.account = billing.newAccount(port);
        String instance = account.instance();
        this.order = account.downgrade(instance);
        Map<String, Supplier<String>> values = new HashMap<>(new Tokens(billing.issuer(), account.id()).values());
        values.putAll(instances(instance, port));
        values.putAll(keys());
        values.put("host", () -> "localhost:" + port);
        this.placeholders = new Placeholders(values, account.password());
    }

    Placeholders placeholders() {
        return placeholders;
    }

    /** The state of the order, and the number of rows of the account. */
    String state() {
        return billing.statusOf(order) + ", events: " + events() + ", instances: " + rows("instance") + ", orders: "
                + rows("downgrade_order") + ", keys: " + rows("access_key");
    }

    private Map<String, Supplier<String>> instances(String instance, int port) {
        Account other = billing.newAccount(port);
        String foreign = other.instance();
        other.downgrade(foreign);
        String plain = account.instance();
        return Map.of(
                "account", account::id,
                "vm", () -> instance,
                "order", () -> order,
                "plain vm", () -> plain,
                "foreign vm", () -> foreign);
    }

    private Map<String, Supplier<String>> keys() {
        String reader = key("vm:read");
        String disabled = key("vm:write");
        jdbc.sql("UPDATE access_key SET disabled_at = now() WHERE access_key_id = ?")
                .param(disabled)
                .update();
        return Map.of("key", account::accessKeyId, "reading key", () -> reader, "disabled key", () -> disabled);
    }

    private String key(String scope) {
        String id = "AK" + UUID.randomUUID();
        billing.data().accessKey(account.id(), id, account.password(), scope);
        return id;
    }

    private List<Object> events() {
        return jdbc.sql("SELECT type FROM audit_event WHERE account_id = ?")
                .param(account.id())
                .query()
                .singleColumn();
    }

    private long rows(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE account_id = ?")
                .param(account.id())
                .query(Long.class)
                .single();
    }
}
