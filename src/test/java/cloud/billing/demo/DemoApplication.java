package cloud.billing.demo;

import cloud.billing.BillingApplication;
import cloud.billing.DatabaseConfiguration;
import cloud.billing.support.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** The service with a database and data of its own, to try it out (contract 6). Nothing of it is shipped. */
public final class DemoApplication {

    static final String USER = "demo-user";

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String EVERY_SERVICE_SCOPE = "billing:read billing:write audit:read access-keys:write";

    private DemoApplication() {}

    public static void main(String[] args) throws IOException {
        run(Path.of("target", "demo"), new TokenIssuer(), args);
    }

    /** Runs it, with its tokens in this folder and signed by this issuer. */
    public static SpringApplication.Running run(Path folder, TokenIssuer issuer, String... args) throws IOException {
        Files.createDirectories(folder);
        Path publicKey = issuer.writePublicKey(folder.resolve("issuer.pem"));
        Files.writeString(
                folder.resolve("console.jwt"), issuer.user(USER, DemoData.ACCOUNT, "vm:read vm:write", A_DAY));
        Files.writeString(folder.resolve("service.jwt"), issuer.service("demo-service", EVERY_SERVICE_SCOPE, A_DAY));
        String[] madeNow = {
            "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + publicKey.toUri(),
            "--demo.folder=" + folder,
            "--billing.access-keys.encryption-key=" + randomKey()
        };
        return SpringApplication.from(BillingApplication::main)
                .with(DatabaseConfiguration.class, DemoData.class, DemoConsole.class)
                .withAdditionalProfiles("demo")
                .run(Stream.of(madeNow, args).flatMap(Stream::of).toArray(String[]::new));
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
