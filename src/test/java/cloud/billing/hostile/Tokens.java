package cloud.billing.hostile;

import cloud.billing.support.TokenIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;

/** Tokens of a person in an account and of a service, good ones and forged ones. */
record Tokens(TokenIssuer issuer, String accountId) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String EVERY_SCOPE =
            "vm:read vm:write billing:read billing:write audit:read access-keys:write";

    Map<String, Supplier<String>> values() {
        return Map.ofEntries(
                Map.entry("token", () -> issuer.user("someone", accountId, EVERY_SCOPE, HOUR)),
                Map.entry("reading token", () -> issuer.user("someone", accountId, "vm:read", HOUR)),
                Map.entry("expired token", () -> issuer.user("someone", accountId, EVERY_SCOPE, HOUR.negated())),
                Map.entry("stranger's token", () -> new TokenIssuer().user("someone", accountId, EVERY_SCOPE, HOUR)),
                Map.entry("service token", () -> issuer.service("settlement", EVERY_SCOPE, HOUR)),
                Map.entry("reading service token", () -> issuer.service("settlement", "billing:read", HOUR)),
                Map.entry("expired service token", () -> issuer.service("settlement", EVERY_SCOPE, HOUR.negated())),
                Map.entry("token without subject", () -> issuer.sign(claims().build())),
                Map.entry(
                        "token with a blank subject",
                        () -> issuer.sign(claims().subject(" ").build())),
                Map.entry(
                        "token with a NUL as subject",
                        () -> issuer.sign(claims().subject("x\u0000").build())),
                Map.entry("token with a number as account", () -> ofAccount(7)),
                Map.entry("token with a blank account", () -> ofAccount(" ")),
                Map.entry("token with a NUL as account", () -> ofAccount("x\u0000")),
                Map.entry("token signed with the public key", this::signedWithThePublicKey),
                Map.entry(
                        "token of tomorrow",
                        () -> issuer.sign(claims().subject("someone")
                                .notBefore(Instant.now().plus(HOUR))
                                .build())),
                Map.entry("unsigned token", this::unsigned),
                Map.entry("altered token", this::altered));
    }

    private JwtClaimsSet.Builder claims() {
        return JwtClaimsSet.builder()
                .claim("account_id", accountId)
                .claim("scope", EVERY_SCOPE)
                .expiresAt(Instant.now().plus(HOUR));
    }

    private String ofAccount(Object account) {
        return issuer.sign(
                claims().subject("someone").claim("account_id", account).build());
    }

    /** HS256, for verifiers that let the token say how it is to be verified. */
    private String signedWithThePublicKey() {
        String text = base64("{\"alg\":\"HS256\"}") + "." + payload();
        try {
            Path key = issuer.writePublicKey(Files.createTempFile("issuer", ".pem"));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Files.readAllBytes(key), "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String unsigned() {
        return base64("{\"alg\":\"none\"}") + "." + payload() + ".";
    }

    /** A good token's header and signature around another account's claims. */
    private String altered() {
        String[] parts = issuer.user("someone", "acct-other", EVERY_SCOPE, HOUR).split("\\.");
        return parts[0] + "." + payload() + "." + parts[2];
    }

    private String payload() {
        return base64("{\"sub\":\"someone\",\"account_id\":\"%s\",\"scope\":\"vm:write\",\"exp\":%d}"
                .formatted(accountId, Instant.now().plus(HOUR).getEpochSecond()));
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
