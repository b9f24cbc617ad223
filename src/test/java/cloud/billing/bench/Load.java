package cloud.billing.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * So many pieces of work, done by so many clients at a time, each of which begins the next piece as soon as it has done the one before.
 *
 * @param limit after which no piece is begun
 */
record Load(int pieces, int clients, Duration limit) {

    private static final Duration NO_LIMIT = Duration.ofHours(1);

    static Load closed(int pieces, int clients) {
        return new Load(pieces, clients, NO_LIMIT);
    }

    /** One client's way to do a piece of work, on a connection of its own. */
    interface Client extends AutoCloseable {

        /** Does a piece of work. */
        void perform(int piece) throws Exception;
    }

    /** Does the work. */
    Times run(Callable<Client> connect) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<long[]>> clientsTimes = new ArrayList<>();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                clientsTimes.add(threads.submit(() -> {
                    try (Client client = connect.call()) {
                        return work(client, next, begin);
                    }
                }));
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Stream.Builder<long[]> times = Stream.builder();
        for (Future<long[]> ofClient : clientsTimes) {
            times.add(ofClient.get());
        }
        long[] micros = times.build().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Times(Math.min(next.get(), pieces), micros.length / seconds, micros);
    }

    private long[] work(Client client, AtomicInteger next, long begin) throws Exception {
        LongStream.Builder micros = LongStream.builder();
        long end = begin + limit.toNanos();
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            long from = System.nanoTime();
            if (from > end) {
                break;
            }
            client.perform(piece);
            micros.add((System.nanoTime() - from) / 1_000);
        }
        return micros.build().toArray();
    }

    /**
     * The result of a run.
     *
     * @param begun how many pieces were begun, including those that were rejected
     * @param perSecond how many were served each second
     * @param sortedMicros how long each of these took
     */
    record Times(int begun, double perSecond, long[] sortedMicros) {

        long percentile(int percent) {
            return sortedMicros[Math.min(sortedMicros.length - 1, sortedMicros.length * percent / 100)];
        }

        long longest() {
            return sortedMicros[sortedMicros.length - 1];
        }
    }
}
