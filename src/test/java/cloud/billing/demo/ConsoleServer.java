package cloud.billing.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the console's page as the console's own web server would: from another origin than the API's, with headers that allow the page
 * nothing but its own files and that API. It listens on this machine's loopback address alone, for it hands out a token.
 */
public final class ConsoleServer implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self' %s; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<ConsoleSession> session;

    private ConsoleServer(HttpServer server, Supplier<ConsoleSession> session) {
        this.server = server;
        this.session = session;
    }

    /**
     * Starts it; the session is asked for whenever the page signs in.
     *
     * @throws java.net.BindException where the port is taken
     */
    public static ConsoleServer start(int port, Supplier<ConsoleSession> session) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ConsoleServer console = new ConsoleServer(HttpServer.create(address, 0), session);
        console.server.setExecutor(console.threads);
        console.server.createContext("/", console::answer);
        console.server.start();
        return console;
    }

    /** The origin of its page. */
    public String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!origin().equals("http://" + exchange.getRequestHeaders().getFirst("Host"))) {
                redirect(exchange);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else if (exchange.getRequestURI().getPath().equals("/session.json")) {
                send(
                        exchange,
                        "application/json",
                        "no-store",
                        JsonMapper.shared().writeValueAsBytes(session.get()));
            } else {
                sendFile(exchange);
            }
        }
    }

    /** Another host name (127.0.0.1, or a foreign name that points here) would be an origin that the API does not allow. */
    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", origin() + "/");
        exchange.sendResponseHeaders(302, -1);
    }

    private void sendFile(HttpExchange exchange) throws IOException {
        Optional<ClassPathResource> file = file(exchange.getRequestURI().getPath());
        if (file.isPresent()) {
            String name = file.get().getPath();
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            send(exchange, type, "no-cache", file.get().getContentAsByteArray());
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static Optional<ClassPathResource> file(String path) {
        String name = path.equals("/") ? "/index.html" : path;
        return name.matches("/[a-z-]+\\.(html|css|js|svg)")
                ? Optional.of(new ClassPathResource("console" + name)).filter(ClassPathResource::exists)
                : Optional.empty();
    }

    private void send(HttpExchange exchange, String type, String caching, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", caching);
        headers.set("Content-Security-Policy", POLICY.formatted(session.get().api()));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
