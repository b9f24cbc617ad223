package cloud.billing.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What Prometheus gets from a running service. */
public record Scrape(List<String> samples) {

    public static Scrape of(int managementPort) {
        URI uri = URI.create("http://localhost:" + managementPort + "/actuator/prometheus");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            return new Scrape(body.lines().filter(line -> !line.startsWith("#")).toList());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The names of all metrics. */
    public Set<String> names() {
        return samples.stream().map(sample -> sample.split("[{ ]")[0]).collect(Collectors.toSet());
    }

    /** The sum of this metric's samples with all of these labels, each as {@code name="value"}; empty where there is none. */
    public OptionalDouble value(String metric, String... labels) {
        List<Double> values = samples.stream()
                .filter(sample -> sample.split("[{ ]")[0].equals(metric))
                .filter(sample -> List.of(labels).stream().allMatch(sample::contains))
                .map(sample -> Double.valueOf(sample.substring(sample.lastIndexOf(' ') + 1)))
                .toList();
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.stream().mapToDouble(each -> each).sum());
    }
}
