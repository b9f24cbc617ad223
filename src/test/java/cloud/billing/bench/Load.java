package cloud.billing.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A closed loop: each client does the next piece of work as soon as it has done the one before. */
final class Load {

    private Load() {}

    /** One client's way to do a piece of work, on a connection of its own. */
    interface Client extends AutoCloseable {

        void perform(int piece) throws Exception;
    }

    /** Does all pieces of work with so many clients; how long each took, in microseconds, sorted. */
    static Times run(int pieces, int clients, Callable<Client> connect) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<long[]>> results = new ArrayList<>();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                results.add(threads.submit(() -> {
                    try (Client client = connect.call()) {
                        return work(client, next, pieces);
                    }
                }));
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long[] micros = new long[pieces];
        int filled = 0;
        for (Future<long[]> result : results) {
            long[] ofClient = result.get();
            System.arraycopy(ofClient, 0, micros, filled, ofClient.length);
            filled += ofClient.length;
        }
        Arrays.sort(micros);
        return new Times(pieces / seconds, micros);
    }

    private static long[] work(Client client, AtomicInteger next, int pieces) throws Exception {
        long[] micros = new long[pieces];
        int done = 0;
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            long begin = System.nanoTime();
            client.perform(piece);
            micros[done++] = (System.nanoTime() - begin) / 1_000;
        }
        return Arrays.copyOf(micros, done);
    }

    /** What a run came to. */
    record Times(double perSecond, long[] sortedMicros) {

        long percentile(int percent) {
            return sortedMicros[Math.min(sortedMicros.length - 1, sortedMicros.length * percent / 100)];
        }
    }
}
