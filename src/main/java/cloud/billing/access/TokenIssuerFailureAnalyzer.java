package cloud.billing.access;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Turns a missing token issuer (contract 3) into a message for the person who starts the service. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TokenIssuerFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        return JwtDecoder.class.equals(cause.getBeanType())
                ? new FailureAnalysis(
                        "The tokens of callers cannot be verified: no issuer is named.",
                        "Set spring.security.oauth2.resourceserver.jwt.issuer-uri"
                                + " (SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI), or jwk-set-uri or public-key-location beside it.",
                        cause)
                : null;
    }
}
