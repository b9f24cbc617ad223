package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Contract 3: a missing token issuer is reported with its property, as long as Spring Boot runs this analyzer before its own. */
class TokenIssuerFailureAnalyzerTest {

    private final TokenIssuerFailureAnalyzer analyzer = new TokenIssuerFailureAnalyzer();

    @Test
    void aMissingIssuerIsNamed() {
        Exception failure = new IllegalStateException(new NoSuchBeanDefinitionException(JwtDecoder.class));
        assertThat(analyzer.analyze(failure).getAction())
                .contains("spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }

    @Test
    void anotherBeanThatIsMissingIsNotTakenForIt() {
        assertThat(analyzer.analyze(new NoSuchBeanDefinitionException(String.class)))
                .isNull();
    }

    @Test
    void itIsAskedFirst() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, null, (type, name, e) -> {}))
                .first()
                .isInstanceOf(TokenIssuerFailureAnalyzer.class);
    }
}
