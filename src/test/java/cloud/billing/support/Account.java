package cloud.billing.support;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A new account of a test's own, with an access key and what the test gives it; all ids are random, so that tests share a database. */
public final class Account {

    private static final Duration TEN_DAYS = Duration.ofDays(10);

    private final BillingData data;
    private final int port;
    private final String id;
    private final String accessKeyId;
    private final String password;

    private Account(BillingData data, int port, String id, String accessKeyId, String password) {
        this.data = data;
        this.port = port;
        this.id = id;
        this.accessKeyId = accessKeyId;
        this.password = password;
    }

    static Account create(BillingData data, int port) {
        Account account = new Account(data, port, random("acct"), random("AK"), random("password"));
        data.accessKey(account.id, account.accessKeyId, account.password, "vm:read", "vm:write");
        return account;
    }

    /** The same account, whose requests go to another copy of the service. */
    public Account at(int otherPort) {
        return new Account(data, otherPort, id, accessKeyId, password);
    }

    public String id() {
        return id;
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    public String password() {
        return password;
    }

    /** A PREPAID instance for which nothing is scheduled. */
    public String instance() {
        return instance("PREPAID", "ByTrafficPackage");
    }

    public String instance(String chargeType, String internetChargeType) {
        String instanceId = random("vm");
        data.instance(id, instanceId, chargeType, internetChargeType);
        return instanceId;
    }

    /** Orders c.2c4g instead of c.4c8g for this instance, in ten days. */
    public String downgrade(String instanceId) {
        return downgrade(instanceId, TEN_DAYS);
    }

    public String downgrade(String instanceId, Duration effectiveIn) {
        return order(instanceId, "SPECIFICATION", "c.4c8g", "c.2c4g", effectiveIn);
    }

    public String bandwidthDowngrade(String instanceId) {
        return order(instanceId, "BANDWIDTH", "100", "50", TEN_DAYS);
    }

    public String trafficPackageDowngrade(String instanceId) {
        return order(instanceId, "TRAFFIC_PACKAGE", "2", "1", TEN_DAYS);
    }

    private String order(String instanceId, String change, String from, String to, Duration effectiveIn) {
        String orderNumber = random("order");
        data.order(id, instanceId, orderNumber, change, from, to, effectiveIn);
        return orderNumber;
    }

    /** Another key of this account. */
    public ActionRequest withKeyOf(String scope, String action, String instanceId) {
        String otherKey = random("AK");
        data.accessKey(id, otherKey, password, scope);
        return ActionRequest.to(port, action, body(instanceId)).signed(otherKey, password, Instant.now());
    }

    /** Signed with this account's key and a password that is not the key's. */
    public ActionRequest withWrongPassword(String action, String instanceId) {
        return unsigned(action, body(instanceId)).signed(accessKeyId, "not the password", Instant.now());
    }

    public ActionRequest unsigned(String action, String json) {
        return ActionRequest.to(port, action, json);
    }

    public ActionRequest signed(String action, String json) {
        return unsigned(action, json).signed(accessKeyId, password, Instant.now());
    }

    /** A signed cancel of this instance's downgrade. */
    public ActionRequest cancelRequest(String instanceId) {
        return signed("CancelInstanceDowngrade", body(instanceId));
    }

    public Answer cancel(String instanceId) {
        return Http.send(cancelRequest(instanceId));
    }

    /** A cancel with a body, and so a signature, of its own: no repeat of another. */
    public Answer cancelAnew(String instanceId) {
        return Http.send(anewRequest(instanceId));
    }

    public HttpRequest anewRequest(String instanceId) {
        return anewRequest("CancelInstanceDowngrade", instanceId);
    }

    public HttpRequest anewRequest(String action, String instanceId) {
        return signed(action, "{\"instanceId\":\"%s\",\"nonce\":\"%s\"}".formatted(instanceId, random("")))
                .build();
    }

    /** A cancel with an Idempotency-Key. */
    public HttpRequest keyedRequest(String instanceId, String key) {
        return cancelRequest(instanceId).header("Idempotency-Key", key).build();
    }

    public Answer describe(String instanceId) {
        return Http.send(signed("DescribeInstanceTypeStatus", body(instanceId)));
    }

    public static String body(String instanceId) {
        return "{\"instanceId\":\"%s\"}".formatted(instanceId);
    }

    private static String random(String kind) {
        return kind + UUID.randomUUID();
    }
}
