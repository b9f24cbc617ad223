package cloud.billing.access;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    PasswordCipher passwordCipher(AccessKeyProperties properties) {
        return new PasswordCipher(properties.encryptionKey(), properties.previousEncryptionKeys());
    }

    /** The clock for signature timestamps; orders use the database's. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
