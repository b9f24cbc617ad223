package cloud.billing.demo;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.BillingData;
import cloud.billing.support.InternalClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demo's accounts (contract 6), and how to call the service with them. */
@TestConfiguration(proxyBeanMethods = false)
class DemoData {

    static final String ACCOUNT = "acct-demo";

    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final Duration TEN_DAYS = Duration.ofDays(10);

    private final JdbcClient jdbc;
    private final PasswordCipher cipher;
    private final DemoConsole console;

    DemoData(JdbcClient jdbc, PasswordCipher cipher, DemoConsole console) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.console = console;
    }

    @EventListener
    void fillAndTell(ApplicationReadyEvent ready) throws IOException {
        Environment environment = ready.getApplicationContext().getEnvironment();
        String port = environment.getRequiredProperty("local.server.port");
        Path token = Path.of(environment.getRequiredProperty("demo.folder"), "service.jwt");
        fill(new InternalClient(Integer.parseInt(port), Files.readString(token)));
        LOG.info("""
                The demo is ready. {}

                From the project's folder, in another terminal:

                curl -sS http://localhost:{}/api/v2/vm -H "Authorization: Bearer $(cat {}/console.jwt)" \
                -H 'X-ZC-Action: CancelInstanceDowngrade' -H 'X-ZC-Version: 2026-04-01' -H 'Content-Type: application/json' \
                -d '{"instanceId":"demo-pending"}'

                The same, signed with the demo's access key: ZC_ENDPOINT=http://localhost:{} \
                scripts/zc CancelInstanceDowngrade '{"instanceId":"demo-pending"}'
                """, console.open(), port, environment.getProperty("demo.folder"), port);
    }

    /** Created as services of the platform would; except the access key, whose password is fixed. */
    private void fill(InternalClient platform) {
        new BillingData(jdbc, cipher)
                .accessKey(ACCOUNT, "DEMOACCESSKEY00001", "demo-password-not-for-production", "vm:read", "vm:write");
        instance(platform, ACCOUNT, "demo-pending", "PREPAID", "ByTrafficPackage");
        instance(platform, ACCOUNT, "demo-bandwidth", "PREPAID", "ByBandwidth");
        instance(platform, ACCOUNT, "demo-plain", "PREPAID", "ByTrafficPackage");
        instance(platform, ACCOUNT, "demo-postpaid", "POSTPAID", "ByTrafficPackage");
        instance(platform, "acct-other", "demo-foreign", "PREPAID", "ByTrafficPackage");
        order(platform, ACCOUNT, "demo-pending", "demo-order-1", "SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"");
        order(platform, ACCOUNT, "demo-bandwidth", "demo-order-2", "BANDWIDTH", "100", "50");
        order(platform, "acct-other", "demo-foreign", "demo-order-3", "SPECIFICATION", "\"c.4c8g\"", "\"c.2c4g\"");
    }

    private static void instance(
            InternalClient platform, String account, String id, String chargeType, String internetChargeType) {
        platform.put("/accounts/" + account + "/instances/" + id, """
                        {"instanceName":"%s","zoneId":"HKG-A","instanceType":"c.4c8g","instanceChargeType":"%s",
                        "instanceStatus":"RUNNING","internetChargeType":"%s","internetMaxBandwidthOut":100,
                        "trafficPackageSize":0,"createTime":"%s","expiredTime":%s}""".formatted(
                                id,
                                chargeType,
                                internetChargeType,
                                now().minus(Duration.ofDays(20)),
                                chargeType.equals("PREPAID") ? "\"" + now().plus(TEN_DAYS) + "\"" : null))
                .is("201");
    }

    private static void order(
            InternalClient platform,
            String account,
            String instance,
            String order,
            String change,
            String from,
            String to) {
        platform.put("/accounts/" + account + "/downgrade-orders/" + order, """
                        {"instanceId":"%s","change":"%s","from":%s,"to":%s,"effectiveAt":"%s"}""".formatted(
                                instance, change, from, to, now().plus(TEN_DAYS)))
                .is("201");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
