package cloud.billing.fault;

import cloud.billing.fault.Errand.Kind;
import cloud.billing.support.Account;
import cloud.billing.support.ActionRequest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import cloud.billing.support.ServiceProcess;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** An account that is created, filled, used and settled through the public interfaces alone. */
final class Platform {

    private final InternalClient internal;
    private final int port;
    private final Duration clock;
    private final String accountId = "acct-" + UUID.randomUUID();
    private final String accessKeyId;
    private final String password;

    Platform(ServiceProcess service) {
        this(service, service, Duration.ZERO);
    }

    /** An account whose customers use another copy of the service than the platform does, and sign by that copy's clock. */
    Platform(ServiceProcess service, ServiceProcess forCustomers, Duration clock) {
        this.internal = service.internal("billing:read billing:write audit:read access-keys:write");
        this.port = forCustomers.port();
        this.clock = clock;
        InternalClient.Reply key = internal.post(
                        "/accounts/" + accountId + "/access-keys", "{\"scopes\":[\"vm:read\",\"vm:write\"]}")
                .is("201");
        this.accessKeyId = key.text("accessKeyId");
        this.password = key.text("accessKeyPassword");
    }

    InternalClient internal() {
        return internal;
    }

    String accountId() {
        return accountId;
    }

    /** Orders a smaller type for a new instance of this name; the order's number. */
    String schedule(String name, Instant effectiveAt) {
        String order = accountId + "." + name;
        internal.put("/accounts/" + accountId + "/instances/" + instance(name), """
                        {"instanceName":"%s","zoneId":"HKG-A","instanceType":"c.4c8g","instanceChargeType":"PREPAID",
                         "instanceStatus":"RUNNING","internetChargeType":"ByBandwidth","createTime":"2026-01-01T00:00:00Z",
                         "expiredTime":"2999-01-01T00:00:00Z"}""".formatted(name))
                .is("201");
        internal.put(path(order), """
                        {"instanceId":"%s","change":"SPECIFICATION","from":"c.4c8g","to":"c.2c4g","effectiveAt":"%s"}""".formatted(instance(name), effectiveAt)).is("201");
        return order;
    }

    /** A customer's cancel; identical whenever it is sent. */
    Errand cancel(String order, boolean hasKey) {
        return cancel(order, hasKey, port, clock);
    }

    /** A customer's cancel at a copy of the service of the test's choice, signed at the time of this clock. */
    Errand cancel(String order, boolean hasKey, int atPort, Duration byClock) {
        HttpRequest request = signed("CancelInstanceDowngrade", order, atPort, byClock)
                .header("Idempotency-Key", hasKey ? "key of " + order : null)
                .build();
        return new Errand(Kind.CANCEL, order, () -> Seen.ofAction(() -> Http.send(request)));
    }

    Errand read(String order) {
        return new Errand(
                Kind.READ,
                order,
                () -> Seen.ofAction(() -> Http.send(signed("DescribeInstanceTypeStatus", order, port, clock))));
    }

    Errand start(String order, String settlementId) {
        return step(Kind.START, order, "/start", settlementId);
    }

    Errand complete(String order, String settlementId) {
        return step(Kind.COMPLETE, order, "/complete", settlementId);
    }

    Found found() {
        return Found.at(internal, accountId);
    }

    private ActionRequest signed(String action, String order, int atPort, Duration byClock) {
        return ActionRequest.to(atPort, action, Account.body(instance(order.substring(order.indexOf('.') + 1))))
                .signed(accessKeyId, password, Instant.now().plus(byClock));
    }

    private Errand step(Kind kind, String order, String step, String settlementId) {
        String json = "{\"settlementId\":\"%s\"}".formatted(settlementId);
        return new Errand(kind, order, () -> Seen.ofPlatform(() -> internal.post(path(order) + step, json)));
    }

    private String path(String order) {
        return "/accounts/" + accountId + "/downgrade-orders/" + order;
    }

    private String instance(String name) {
        return accountId.substring("acct-".length()) + "-" + name;
    }
}
