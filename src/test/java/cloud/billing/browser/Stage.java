package cloud.billing.browser;

import cloud.billing.access.Actor;
import cloud.billing.access.PasswordCipher;
import cloud.billing.access.RateLimiter;
import cloud.billing.demo.ConsoleServer;
import cloud.billing.demo.ConsoleSession;
import cloud.billing.demo.DemoApplication;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.InternalClient;
import cloud.billing.support.ServiceProcess;
import cloud.billing.support.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The running demo with its console, and a second console whose session the tests choose, with a proxy between it and the API. Both
 * consoles' origins are allowed.
 */
final class Stage implements AutoCloseable {

    static final Duration ONE_HOUR = Duration.ofHours(1);

    private static final String EVERYTHING = "vm:read vm:write";

    private final TokenIssuer issuer = new TokenIssuer();
    private final AtomicReference<ConsoleSession> session = new AtomicReference<>();
    private final ConfigurableApplicationContext demo;
    private final String demoConsole;
    private final ConsoleServer console;
    private final Proxy proxy;
    private final Billing billing;

    private Stage(Path folder) throws IOException {
        demoConsole = "http://localhost:" + ServiceProcess.freePort();
        console = ConsoleServer.start(0, session::get);
        demo = DemoApplication.run(
                        folder,
                        issuer,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--demo.console.port=" + demoConsole.substring(demoConsole.lastIndexOf(':') + 1),
                        "--billing.console.allowed-origins=" + demoConsole + "," + console.origin(),
                        "--billing.request-timeout=1s",
                        "--logging.level.org.openqa.selenium=error", // warns of each Chromium that is newer than itself
                        "--spring.datasource.hikari.connection-timeout=300")
                .getApplicationContext();
        billing = new Billing(jdbc(), demo.getBean(PasswordCipher.class), demo.getEnvironment());
        proxy = Proxy.start(billing.port());
    }

    static Stage open() {
        try {
            return new Stage(Files.createTempDirectory("demo"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Billing billing() {
        return billing;
    }

    Proxy proxy() {
        return proxy;
    }

    JdbcClient jdbc() {
        return demo.getBean(JdbcClient.class);
    }

    DataSource pool() {
        return demo.getBean(DataSource.class);
    }

    /** A service of the platform. */
    InternalClient platform() {
        return new InternalClient(
                billing.port(), issuer.service("platform", "billing:read billing:write audit:read", ONE_HOUR));
    }

    /** The address of the demo's own page. */
    String demoConsole() {
        return demoConsole + "/";
    }

    /** The address of the page whose session is the tests'. */
    String console() {
        return console.origin() + "/";
    }

    /** From now on a user of this account is signed in there, who may do everything. */
    ConsoleSession signIn(Account account) {
        return signIn(account, EVERYTHING, ONE_HOUR);
    }

    ConsoleSession signIn(Account account, String scope, Duration lifetime) {
        return signInWith(account, issuer.user(userOf(account), account.id(), scope, lifetime));
    }

    ConsoleSession signInWith(Account account, String token) {
        session.set(new ConsoleSession(proxy.origin(), "Ada", account.id(), token));
        return session.get();
    }

    /** Does something while this user has no requests left: whatever the rate limit allows is used up at once. */
    Fate whileTheRateLimitIsUsedUp(Account account, Fate fate) {
        Actor user = new Actor(Actor.Type.USER, userOf(account));
        RateLimiter limiter = demo.getBean(RateLimiter.class);
        return (exchange, service) -> {
            AtomicBoolean done = new AtomicBoolean();
            while (limiter.timeUntilAllowed(user).isZero()) {}
            Thread others = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    limiter.timeUntilAllowed(user);
                }
            });
            fate.befall(exchange, service);
            done.set(true);
            others.join();
        };
    }

    private static String userOf(Account account) {
        return "user-of-" + account.id();
    }

    /** A console with the same session that is served from an origin of which the API knows nothing. */
    ConsoleServer strangeConsole() throws IOException {
        return ConsoleServer.start(0, session::get);
    }

    @Override
    public void close() {
        proxy.close();
        console.close();
        demo.close();
    }
}
