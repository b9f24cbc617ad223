package cloud.billing.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Sends requests. */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    public static Answer send(ActionRequest request) {
        return send(request.build());
    }

    public static Answer send(HttpRequest request) {
        try {
            return Answer.of(CLIENT.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Does all of it at once: everybody is ready before anybody starts. */
    public static <T> List<T> atOnce(Stream<Callable<T>> tasks) throws Exception {
        List<Callable<T>> all = tasks.toList();
        CountDownLatch line = new CountDownLatch(all.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = all.stream()
                    .map(task -> threads.submit(() -> {
                        line.countDown();
                        line.await();
                        return task.call();
                    }))
                    .toList();
            return running.stream().map(Http::result).toList();
        }
    }

    private static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
