package cloud.billing.instance;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Contract 1.3: DescribeInstances; contract 2: instances are created, replaced and read. */
@BillingTest
class DescribeInstancesTest {

    private final Billing billing;
    private final Account account;
    private final InternalClient platform;

    DescribeInstancesTest(@Autowired Billing billing) {
        this.billing = billing;
        this.account = billing.newAccount();
        this.platform = billing.internal();
        put("a", "web-1", "HKG-A", "c.4c8g", "PREPAID", "ByBandwidth").is("201");
        put("b", "web-2", "HKG-A", "c.2c4g", "PREPAID", "ByTrafficPackage").is("201");
        put("c", "db_1", "SIN-A", "c.4c8g", "POSTPAID", "ByBandwidth").is("201");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                            | 3 | a b c
            {"instanceIds":["@c","@a","nope"]}            | 2 | a c
            {"instanceIds":[]}                            | 3 | a b c
            {"instanceName":"web-1"}                      | 1 | a
            {"instanceName":"web*"}                       | 2 | a b
            {"instanceName":"*"}                          | 3 | a b c
            {"instanceName":"web"}                        | 0 | ''
            {"instanceName":"d%*"}                        | 0 | ''
            {"instanceName":"db_*"}                       | 1 | c
            {"zoneId":"HKG-A","instanceType":"c.4c8g"}    | 1 | a
            {"internetChargeType":"ByBandwidth"}          | 2 | a c
            {"instanceStatus":"STOPPED"}                  | 0 | ''
            {"pageSize":2}                                | 3 | a b
            {"pageSize":2,"pageNum":2}                    | 3 | c
            {"pageSize":2,"pageNum":3}                    | 3 | ''
            {"pageSize":1000,"pageNum":2147483647}        | 3 | ''
            {"unknown":1,"imageId":"x"}                   | 3 | a b c
            {"zoneId":"","instanceType":null}             | 3 | a b c
            """)
    void itFiltersAndPages(String query, int total, String expected) {
        Answer answer = describe(query.replace("@", account.id() + "."));
        assertThat(answer.json().at("/response/totalCount").intValue()).isEqualTo(total);
        List<String> ids = answer.json()
                .at("/response/dataSet")
                .valueStream()
                .map(each -> each.get("instanceId").stringValue().replace(account.id() + ".", ""))
                .toList();
        assertThat(String.join(" ", ids)).isEqualTo(expected);
    }

    @Test
    void anInstanceIsDescribedWhole() {
        Answer answer = describe("{\"instanceName\":\"web-1\"}");
        assertThat(answer.body()).isEqualTo("""
                        {"requestId":"%1$s","response":{"requestId":"%1$s","totalCount":1,"dataSet":[{"instanceId":"%2$s.a",\
                        "zoneId":"HKG-A","instanceName":"web-1","instanceType":"c.4c8g","instanceChargeType":"PREPAID",\
                        "internetChargeType":"ByBandwidth","internetMaxBandwidthOut":100,"trafficPackageSize":1.5,\
                        "instanceStatus":"RUNNING","createTime":"2026-01-01T00:00:00Z","expiredTime":null}]}}""", answer.requestId(), account.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INVALID_PARAMETER_LESS_MINIMUM   | {"pageNum":0}
            INVALID_PARAMETER_LESS_MINIMUM   | {"pageSize":0}
            INVALID_PARAMETER_EXCEED_MAXIMUM | {"pageSize":1001}
            INVALID_PARAMETER_EXCEED_MAXIMUM | {"pageNum":99999999999999999999}
            INVALID_PARAMETER_TYPE           | {"pageNum":"1"}
            INVALID_PARAMETER_TYPE           | {"pageNum":1.5}
            INVALID_PARAMETER_TYPE           | {"instanceIds":"a"}
            INVALID_PARAMETER_TYPE           | {"instanceIds":[1]}
            INVALID_PARAMETER_TYPE           | {"zoneId":1}
            INVALID_PARAMETER_PATTERN_ERROR  | {"instanceIds":["a b"]}
            INVALID_PARAMETER_PATTERN_ERROR  | {"instanceName":"a\\u0000"}
            INVALID_PARAMETER_PATTERN_ERROR  | {"zoneId":"\\ud800"}
            INVALID_PARAMETER_EXCEED_LENGTH  | {"zoneId":"12345678901234567890123456789012345678901234567890123456789012345"}
            """)
    void aBadFilterIsRefused(String code, String query) {
        describe(query).isRefused(400, code);
    }

    @Test
    void moreThan100IdsAreRefused() {
        describe("{\"instanceIds\":[" + "\"a\",".repeat(100) + "\"a\"]}")
                .isRefused(400, "INVALID_PARAMETER_EXCEED_LENGTH");
    }

    @Test
    void replacingIsNoConflictButAnotherAccountsIdIs() {
        put("a", "renamed", "HKG-A", "c.4c8g", "PREPAID", "ByBandwidth").is("200");
        assertThat(platform.get(path(account, "a")).is("200").text("instanceName"))
                .isEqualTo("renamed");
        Account other = billing.newAccount();
        platform.put(
                        "/accounts/" + other.id() + "/instances/" + account.id() + ".a",
                        content("x", "Z", "t", "PREPAID", "x"))
                .is("409 INSTANCE_OF_ANOTHER_ACCOUNT");
        platform.get(path(other, "a")).is("404 INSTANCE_NOT_FOUND");
    }

    @Test
    void eachWrongFieldOfAnInstanceIsNamed() {
        var problem = platform.put(
                        path(account, "d"), "{\"instanceChargeType\":\"PREPAID\",\"internetMaxBandwidthOut\":-1}")
                .is("400 INVALID_CONTENT")
                .json();
        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").stringValue()))
                .containsExactlyInAnyOrder(
                        "instanceName",
                        "zoneId",
                        "instanceType",
                        "instanceStatus",
                        "internetChargeType",
                        "internetMaxBandwidthOut",
                        "createTime");
    }

    private Answer describe(String query) {
        return Http.send(account.signed("DescribeInstances", query));
    }

    private InternalClient.Reply put(
            String id, String name, String zone, String type, String chargeType, String internetChargeType) {
        return platform.put(path(account, id), content(name, zone, type, chargeType, internetChargeType));
    }

    private static String path(Account account, String id) {
        return "/accounts/" + account.id() + "/instances/" + account.id() + "." + id;
    }

    private static String content(String name, String zone, String type, String chargeType, String internetChargeType) {
        return """
                {"instanceName":"%s","zoneId":"%s","instanceType":"%s","instanceChargeType":"%s","instanceStatus":"RUNNING",
                "internetChargeType":"%s","internetMaxBandwidthOut":100,"trafficPackageSize":1.5,
                "createTime":"2026-01-01T00:00:00Z"}""".formatted(name, zone, type, chargeType, internetChargeType);
    }
}
