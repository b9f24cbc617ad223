package cloud.billing.support;

import cloud.billing.access.PasswordCipher;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The running service and its database, as a test sees them. */
public final class Billing {

    private final BillingData data;
    private final JdbcClient jdbc;
    private final Environment environment;

    public Billing(JdbcClient jdbc, PasswordCipher cipher, Environment environment) {
        this.data = new BillingData(jdbc, cipher);
        this.jdbc = jdbc;
        this.environment = environment;
    }

    public BillingData data() {
        return data;
    }

    public Account newAccount() {
        return Account.create(data, port());
    }

    /** An account whose requests go to another copy of the service. */
    public Account newAccount(int port) {
        return Account.create(data, port);
    }

    /** A service of the platform with every scope of the internal API. */
    public InternalClient internal() {
        return internal("billing:read billing:write audit:read access-keys:write");
    }

    public InternalClient internal(String scope) {
        return internal(port(), scope);
    }

    /** The identity provider that the service trusts. */
    public TokenIssuer issuer() {
        return TestIssuer.ISSUER;
    }

    /** A token of a person who may do everything in this account. */
    public String userToken(String accountId) {
        return TestIssuer.ISSUER.user("someone", accountId, "vm:read vm:write", Duration.ofHours(1));
    }

    /** A service of the platform that calls another copy of the service. */
    public InternalClient internal(int port, String scope) {
        return new InternalClient(port, TestIssuer.ISSUER.service("settlement-service", scope, Duration.ofHours(1)));
    }

    /** Lets an order become due, as time would. */
    public void makeDue(String orderNumber) {
        jdbc.sql("""
                        WITH past AS (SELECT set_config('session_replication_role', 'replica', true))
                        UPDATE downgrade_order SET effective_at = clock_timestamp() - interval '1 second'
                          FROM past WHERE order_number = ?""").param(orderNumber).update();
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    public int managementPort() {
        return environment.getRequiredProperty("local.management.port", Integer.class);
    }

    public Map<String, Object> order(String orderNumber) {
        return jdbc.sql("SELECT * FROM downgrade_order WHERE order_number = ?")
                .param(orderNumber)
                .query()
                .singleRow();
    }

    /** When an order takes effect, to the second as answers tell it. */
    public String effectiveAt(String orderNumber) {
        Instant instant = ((Timestamp) order(orderNumber).get("effective_at")).toInstant();
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public String statusOf(String orderNumber) {
        return (String) order(orderNumber).get("status");
    }

    public List<Map<String, Object>> eventsOf(String orderNumber) {
        return jdbc.sql("SELECT * FROM audit_event WHERE order_number = ? ORDER BY position")
                .param(orderNumber)
                .query()
                .listOfRows();
    }

    /** Takes an order as the settlement does, with the mirror of the cancel's condition; whether it got it. */
    public boolean start(String orderNumber) {
        return jdbc.sql("""
                                UPDATE downgrade_order
                                   SET status = 'PROCESSING', settlement_id = 'settlement', processing_since = clock_timestamp()
                                 WHERE order_number = ? AND status = 'SCHEDULED' AND effective_at <= clock_timestamp()""").param(orderNumber).update() == 1;
    }

    public void complete(String orderNumber) {
        jdbc.sql("UPDATE downgrade_order SET status = 'APPLIED', applied_at = clock_timestamp() WHERE order_number = ?")
                .param(orderNumber)
                .update();
    }
}
