package cloud.billing.browser;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What the network does to one request. */
interface Fate {

    /** It is answered. */
    Fate PASSED = (exchange, service) -> {
        HttpResponse<byte[]> answer = service.ask();
        send(exchange, answer.statusCode(), answer.body());
    };

    /** The connection is cut after the service has answered, and so has committed, but before the browser gets the answer. */
    Fate CUT_AFTER_THE_COMMIT = (exchange, service) -> service.ask();

    /** The connection is cut before the service has heard of it. */
    Fate CUT_BEFORE_THE_SERVICE = (exchange, service) -> {};

    /** The answer is cut in its middle. */
    Fate CUT_IN_THE_ANSWER = (exchange, service) -> {
        HttpResponse<byte[]> answer = service.ask();
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
        exchange.getResponseBody().flush();
    };

    void befall(HttpExchange exchange, Service service) throws IOException, InterruptedException;

    /** It is answered, but not before the gate opens. */
    static Fate heldAt(CountDownLatch gate) {
        return (exchange, service) -> {
            HttpResponse<byte[]> answer = service.ask();
            gate.await();
            send(exchange, answer.statusCode(), answer.body());
        };
    }

    /** Something in between answers in the service's place. */
    static Fate refusedWith(int status, String code) {
        return (exchange, service) -> {
            String origin = exchange.getRequestHeaders().getFirst("Origin");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
            String body = "{\"requestId\":\"T-OF-NOBODY\",\"code\":\"%s\",\"message\":\"Invented.\"}".formatted(code);
            send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** The service behind the network. */
    interface Service {
        HttpResponse<byte[]> ask() throws IOException, InterruptedException;
    }
}
