package cloud.billing.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The network between the browser and the API: it passes everything on, except where a test interferes. */
final class Proxy implements AutoCloseable {

    private static final Set<String> OF_ONE_CONNECTION =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", ":status");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> cancels = new CopyOnWriteArrayList<>();
    private final Queue<Fate> fates = new ArrayDeque<>();
    private final HttpServer server;
    private final String api;
    private Fate ofReads = Fate.PASSED;
    private Fate otherwise = Fate.PASSED;

    private Proxy(HttpServer server, String api) {
        this.server = server;
        this.api = api;
    }

    static Proxy start(int apiPort) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Proxy proxy = new Proxy(server, "http://localhost:" + apiPort);
        server.setExecutor(proxy.threads);
        server.createContext("/", proxy::handle);
        server.start();
        return proxy;
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Each of these is done to one cancel, in this order. */
    synchronized void next(Fate... next) {
        fates.addAll(Arrays.asList(next));
    }

    /** This is done to every read from now on. */
    synchronized void reads(Fate fate) {
        ofReads = fate;
    }

    /** This is done to every other cancel from now on. */
    synchronized void always(Fate fate) {
        otherwise = fate;
    }

    /** Begins anew for another test. */
    synchronized void forget() {
        fates.clear();
        cancels.clear();
        ofReads = Fate.PASSED;
        otherwise = Fate.PASSED;
    }

    /** The cancels that the browser has sent. */
    List<Seen> cancels() {
        return cancels;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            fate(exchange, body).befall(exchange, () -> forward(exchange, body));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Fate fate(HttpExchange exchange, byte[] body) {
        String action = exchange.getRequestHeaders().getFirst("X-ZC-Action");
        if (action == null) {
            return Fate.PASSED; // a preflight
        }
        if (!action.startsWith("Cancel")) {
            return ofReads;
        }
        cancels.add(new Seen(action, exchange.getRequestHeaders().getFirst("Idempotency-Key"), new String(body)));
        return fates.isEmpty() ? otherwise : fates.remove();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        answer.headers().map().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase())) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    /** A cancel as the browser has sent it. */
    record Seen(String action, String key, String body) {}
}
