package cloud.billing.support;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** An identity provider with its own key, created with it. */
public final class TokenIssuer {

    private final KeyPair keys = rsa();
    private final NimbusJwtEncoder encoder =
            new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) keys.getPublic())
                    .privateKey(keys.getPrivate())
                    .build())));

    /** Writes the public key where Spring Boot's {@code jwt.public-key-location} can point to. */
    public Path writePublicKey(Path file) {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        try {
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public key as an issuer publishes it: a JSON Web Key Set. */
    public String publicKeys() {
        return new JWKSet(new RSAKey.Builder((RSAPublicKey) keys.getPublic()).build()).toString();
    }

    /** A token of a person in an account. */
    public String user(String subject, String accountId, String scope, Duration lifetime) {
        return sign(
                claims(subject, scope, lifetime).claim("account_id", accountId).build());
    }

    /** A token of a service of the platform. */
    public String service(String subject, String scope, Duration lifetime) {
        return sign(claims(subject, scope, lifetime).build());
    }

    public String sign(JwtClaimsSet claims) {
        return encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
    }

    private static JwtClaimsSet.Builder claims(String subject, String scope, Duration lifetime) {
        Instant expiry = Instant.now().plus(lifetime);
        return JwtClaimsSet.builder()
                .subject(subject)
                .claim("scope", scope)
                .issuedAt(expiry.minus(Duration.ofDays(1)))
                .expiresAt(expiry);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
