package cloud.billing;

import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets no statement take longer than the budget of the request that it serves. */
@Configuration(proxyBeanMethods = false)
class StatementTimeouts {

    @Bean
    HibernatePropertiesCustomizer readsTimeOut(BillingProperties billing) {
        return hibernate -> hibernate.put(
                "jakarta.persistence.query.timeout",
                Math.toIntExact(billing.requestTimeout().toMillis()));
    }
}
