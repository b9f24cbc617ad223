package cloud.billing.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes one identity provider the one that the service under test trusts. */
final class TestIssuer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final TokenIssuer ISSUER = new TokenIssuer();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("spring.security.oauth2.resourceserver.jwt.public-key-location="
                        + publicKey().toUri())
                .applyTo(context);
    }

    private static Path publicKey() {
        try {
            return ISSUER.writePublicKey(Files.createTempFile("issuer", ".pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
