package cloud.billing.support;

import cloud.billing.BillingApplication;
import cloud.billing.DatabaseConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** A test of the whole service over HTTP, on a real PostgreSQL with the shipped migrations; all of them share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = BillingApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({DatabaseConfiguration.class, BillingTestBeans.class})
@ActiveProfiles("test")
@ContextConfiguration(initializers = TestIssuer.class)
public @interface BillingTest {}
