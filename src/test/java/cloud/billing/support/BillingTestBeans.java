package cloud.billing.support;

import cloud.billing.access.PasswordCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a test of the whole service needs besides the service; imported by name and never scanned. */
class BillingTestBeans {

    @Bean
    Billing billing(JdbcClient jdbc, PasswordCipher cipher, Environment environment) {
        return new Billing(jdbc, cipher, environment);
    }

    @Bean
    TokenIssuer tokenIssuer() {
        return TestIssuer.ISSUER;
    }

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }
}
