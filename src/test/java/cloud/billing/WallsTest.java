package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Guarantee 4 of contract 1.4: every endpoint answers for another account's resource exactly as for one that does not exist. */
@BillingTest
class WallsTest {

    private static final String NONE = "none";

    private final Billing billing;
    private final InternalClient platform;
    private final Account owner;
    private final Account stranger;
    private final String instance;
    private final String order;

    WallsTest(@Autowired Billing billing) {
        this.billing = billing;
        this.platform = billing.internal();
        this.owner = billing.newAccount();
        this.stranger = billing.newAccount();
        this.instance = owner.instance("PREPAID", "ByBandwidth");
        this.order = owner.downgrade(instance);
        owner.bandwidthDowngrade(instance);
        stranger.downgrade(stranger.instance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CancelInstanceDowngrade",
                "CancelInstanceBandwidthDowngrade",
                "CancelInstanceTrafficPackageDowngrade",
                "DescribeInstanceTypeStatus",
                "DescribeInstanceInternetStatus"
            })
    void anotherAccountsInstanceIsAnsweredLikeNone(String action) {
        Answer foreign = Http.send(stranger.signed(action, Account.body(instance)));
        Answer none = Http.send(stranger.signed(action, Account.body(NONE)));
        assertThat(foreign.isRefused(404, "INVALID_INSTANCE_NOT_FOUND").message())
                .isEqualTo(none.message().replace(NONE, instance));
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
    }

    @Test
    void anotherAccountsInstancesAreNeitherListedNorCounted() {
        Answer all = Http.send(stranger.signed("DescribeInstances", "{}"));
        assertThat(all.json().at("/response/totalCount").intValue()).isEqualTo(1);
        assertThat(all.body()).doesNotContain(instance);
        Answer asked = Http.send(stranger.signed("DescribeInstances", "{\"instanceIds\":[\"" + instance + "\"]}"));
        assertThat(asked.body()).contains("\"totalCount\":0,\"dataSet\":[]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    instances/{instance},          404 INSTANCE_NOT_FOUND",
        "GET,    downgrade-orders/{order},          404 ORDER_NOT_FOUND",
        "POST,   downgrade-orders/{order}/cancel,   404 ORDER_NOT_FOUND",
        "POST,   downgrade-orders/{order}/start,    404 ORDER_NOT_FOUND",
        "POST,   downgrade-orders/{order}/complete, 404 ORDER_NOT_FOUND",
        "POST,   downgrade-orders/{order}/release,  404 ORDER_NOT_FOUND",
        "DELETE, access-keys/{key},             404 ACCESS_KEY_NOT_FOUND"
    })
    void underAnotherAccountNothingOfThisOneIsThere(String method, String path, String outcome) {
        String content = method.equals("POST") ? "{\"settlementId\":\"s\",\"reason\":\"x\"}" : null;
        String theirs =
                path.replace("{instance}", instance).replace("{order}", order).replace("{key}", owner.accessKeyId());
        String none = path.replaceAll("[{].*[}]", NONE);
        String foreign = platform.send(method, under(stranger, theirs), content)
                .is(outcome)
                .body();
        String missing = platform.send(method, under(stranger, none), content)
                .is(outcome)
                .body();
        assertThat(withoutRequestId(foreign)).isEqualTo(withoutRequestId(missing));
        assertThat(billing.statusOf(order)).isEqualTo("SCHEDULED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/accounts/{stranger}/access-keys",
                "/downgrade-orders?accountId={stranger}",
                "/downgrade-orders?accountId={stranger}&instanceId={instance}",
                "/audit-events?accountId={stranger}",
                "/audit-events?accountId={stranger}&instanceId={instance}&orderNumber={order}"
            })
    void listsOfAnotherAccountHaveNothingOfThisOne(String path) {
        String list = platform.get(path.replace("{stranger}", stranger.id())
                        .replace("{instance}", instance)
                        .replace("{order}", order))
                .is("200")
                .body();
        assertThat(list).doesNotContain(owner.id(), owner.accessKeyId(), order, "\"" + instance + "\"");
    }

    @Test
    void anotherAccountsInstanceIsNotReplaced() {
        String read = under(owner, "instances/" + instance);
        String before = platform.get(read).is("200").body();
        platform.put(under(stranger, "instances/" + instance), """
                {"instanceName":"x","zoneId":"x","instanceType":"x","instanceChargeType":"POSTPAID","instanceStatus":"x",
                "internetChargeType":"x","createTime":"2026-01-01T00:00:00Z"}""").is("409 INSTANCE_OF_ANOTHER_ACCOUNT");
        assertThat(platform.get(read).body()).isEqualTo(before);
    }

    @Test
    void anOrderForAnotherAccountsInstanceIsNotScheduled() {
        platform.put(under(stranger, "downgrade-orders/x"), """
                        {"instanceId":"%s","change":"TRAFFIC_PACKAGE","from":2,"to":1,"effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(instance))
                .is("404 INSTANCE_NOT_FOUND");
    }

    @Test
    void theSameOrderNumberIsAnotherOrderInAnotherAccount() {
        String own = stranger.instance();
        platform.put(under(stranger, "downgrade-orders/" + order), """
                        {"instanceId":"%s","change":"SPECIFICATION","from":"a","to":"b","effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(own))
                .is("201");
        stranger.cancel(own).isCancelled();
        assertThat(platform.get(under(owner, "downgrade-orders/" + order)).text("status"))
                .isEqualTo("SCHEDULED");
    }

    private static String under(Account account, String path) {
        return "/accounts/" + account.id() + "/" + path;
    }

    private static String withoutRequestId(String problem) {
        return problem.replaceAll("\"requestId\":\"[^\"]+\"", "");
    }
}
