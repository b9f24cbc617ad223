package cloud.billing.demo;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.BillingData;
import java.time.Duration;
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

    DemoData(JdbcClient jdbc, PasswordCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    @EventListener
    void fillAndTell(ApplicationReadyEvent ready) {
        fill(new BillingData(jdbc, cipher));
        Environment environment = ready.getApplicationContext().getEnvironment();
        String port = environment.getProperty("local.server.port");
        LOG.info("""
                The demo is ready. From the project's folder, in another terminal:

                curl -sS http://localhost:{}/api/v2/vm -H "Authorization: Bearer $(cat {}/console.jwt)" \
                -H 'X-ZC-Action: CancelInstanceDowngrade' -H 'X-ZC-Version: 2026-04-01' -H 'Content-Type: application/json' \
                -d '{"instanceId":"demo-pending"}'

                The same, signed with the demo's access key: ZC_ENDPOINT=http://localhost:{} \
                scripts/zc CancelInstanceDowngrade '{"instanceId":"demo-pending"}'
                """, port, environment.getProperty("demo.folder"), port);
    }

    private static void fill(BillingData data) {
        data.accessKey(ACCOUNT, "DEMOACCESSKEY00001", "demo-password-not-for-production", "vm:read", "vm:write");
        data.instance(ACCOUNT, "demo-pending", "PREPAID", "ByTrafficPackage");
        data.instance(ACCOUNT, "demo-bandwidth", "PREPAID", "ByBandwidth");
        data.instance(ACCOUNT, "demo-plain", "PREPAID", "ByTrafficPackage");
        data.instance(ACCOUNT, "demo-postpaid", "POSTPAID", "ByTrafficPackage");
        data.instance("acct-other", "demo-foreign", "PREPAID", "ByTrafficPackage");
        data.order(ACCOUNT, "demo-pending", "demo-order-1", "SPECIFICATION", "c.4c8g", "c.2c4g", TEN_DAYS);
        data.order(ACCOUNT, "demo-bandwidth", "demo-order-2", "BANDWIDTH", "100", "50", TEN_DAYS);
        data.order("acct-other", "demo-foreign", "demo-order-3", "SPECIFICATION", "c.4c8g", "c.2c4g", TEN_DAYS);
    }
}
