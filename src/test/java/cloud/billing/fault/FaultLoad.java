package cloud.billing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.support.FeedReader;
import cloud.billing.support.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers cancel orders, one each, at a steady pace regardless of the answers; a settlement races them for every third; others read. Half
 * of the cancels have an Idempotency-Key, half only their signature. Requests without a final answer are retried unchanged after the fault.
 * A checker that knows only what the clients saw then examines the public interfaces.
 */
final class FaultLoad implements AutoCloseable {

    /** How long a request may hang at most. */
    static final Duration ANSWERED_WITHIN = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(FaultLoad.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration PACE = Duration.ofMillis(10);
    private static final Duration RACE = Duration.ofMillis(200);
    private static final int CLIENTS = 16;
    private static final int CONNECTIONS = 256; // as through a gateway: half of the service's maximum
    private static final int RACED = 3;
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private final String fault;
    private final Platform platform;
    private final FeedReader follower;
    private final List<Errand> cancels = new ArrayList<>();
    private final List<Errand> reads = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients =
            Executors.newFixedThreadPool(CONNECTIONS, Thread.ofVirtual().factory());
    private final Instant begin;
    private final String[] orders;
    private long healedAt;

    /**
     * {@code count} orders, the first of which is cancelled in a moment; each instance's name begins with the {@code marks} of its number.
     */
    FaultLoad(String fault, ServiceProcess service, int count, Marks marks) {
        this(fault, new Platform(service), count, marks);
    }

    FaultLoad(String fault, Platform platform, int count, Marks marks) {
        this.fault = fault;
        this.platform = platform;
        this.orders = new String[count];
        Instant from = Instant.now();
        schedule(IntStream.range(0, count).filter(i -> !isRaced(i)), marks, FAR);
        Duration enough = Duration.between(from, Instant.now()); // the raced ones are half as many
        this.begin = Instant.now().plusSeconds(2).plus(enough);
        schedule(IntStream.range(0, count).filter(FaultLoad::isRaced), marks, null);
        this.follower = new FeedReader(platform.internal(), "limit=100&accountId=" + platform.accountId()).readAll();
        IntStream.range(0, count).forEach(i -> plan(i, marks.of(i)));
    }

    /** The names of an order's instance and of its settlement. */
    interface Marks {

        Marks NONE = number -> "order-" + number;

        String of(int number);
    }

    /** Waits until so many cancels have been answered with a 200. */
    void awaitSuccesses(int enough) {
        await().atMost(PATIENCE)
                .until(() -> cancels.stream().filter(Errand::isDone).count() >= enough);
    }

    /** Waits until so many cancels were sent. */
    void awaitSent(int enough) {
        Duration until = Duration.between(Instant.now(), begin.plus(PACE.multipliedBy(enough)));
        await().pollDelay(until.isNegative() ? Duration.ZERO : until)
                .atMost(PATIENCE)
                .until(() -> true);
    }

    /** From now on the service has to recover by itself. */
    void healed() {
        healedAt = System.nanoTime();
    }

    /** Waits for all answers, retries until every outcome is known, and compares what clients saw with what is stored. */
    Figures check() throws InterruptedException {
        clock.shutdown();
        assertThat(clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        clients.shutdown();
        assertThat(clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> platform.internal().get("/audit-events?limit=1").status() == 200);
        assertThat(Invariants.brokenPromises(ledger(), platform.found())).isEmpty();
        await().atMost(PATIENCE).pollInterval(RETRY).until(this::everybodyKnows);
        List<String> broken = Invariants.broken(ledger(), platform.found(), Found.eventsOf(follower.readAll()));
        Figures figures = Figures.of(ledger())
                .recovered(recovery().map(Duration::toMillis).orElse(-1L));
        LOG.info("{}: {}", fault, figures);
        assertThat(broken).isEmpty();
        assertThat(figures.lost()).isZero(); // the service itself does not fail: it answers everybody
        assertThat(figures.longestMillis()).isLessThan(ANSWERED_WITHIN.toMillis());
        return figures;
    }

    /** Everything that was asked, and seen. */
    List<Errand> ledger() {
        return Stream.of(cancels.stream(), reads.stream(), settlements.stream().flatMap(Settlement::errands))
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        clients.shutdownNow();
    }

    private void schedule(IntStream numbers, Marks marks, Instant effectiveAt) {
        try (ExecutorService services = Executors.newFixedThreadPool(CLIENTS / 2)) {
            numbers.forEach(i -> services.submit(() -> {
                orders[i] = platform.schedule(marks.of(i), effectiveAt == null ? momentOf(i) : effectiveAt);
            }));
        }
    }

    private void plan(int i, String mark) {
        Errand cancel = platform.cancel(orders[i], i % 2 == 0);
        cancels.add(cancel);
        Duration until = Duration.between(Instant.now(), momentOf(i));
        at(isRaced(i) ? near(until) : until, cancel::send);
        if (isRaced(i)) {
            Settlement settlement = Settlement.of(platform, orders[i], mark);
            settlements.add(settlement);
            at(near(until), settlement::goOn);
        } else if (mark.equals(Marks.NONE.of(i))) {
            Errand read = platform.read(orders[i]);
            reads.add(read);
            at(until, read::send);
        }
    }

    private void at(Duration delay, Runnable task) {
        clock.schedule(() -> clients.submit(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Duration near(Duration moment) {
        return moment.plusMillis(random.nextLong(-RACE.toMillis(), RACE.toMillis()));
    }

    private Instant momentOf(int i) {
        return begin.plus(PACE.multipliedBy(i));
    }

    static boolean isRaced(int i) {
        return i % RACED == 0;
    }

    private boolean everybodyKnows() {
        try (ExecutorService again = Executors.newFixedThreadPool(CLIENTS)) {
            Stream.of(cancels, reads)
                    .flatMap(Collection::stream)
                    .filter(Errand::isOpen)
                    .forEach(errand -> again.submit(errand::send));
            settlements.stream().filter(Settlement::isOpen).forEach(settlement -> again.submit(settlement::goOn));
        }
        return ledger().stream().noneMatch(Errand::isOpen);
    }

    /** How long after the fault the first cancel that was sent after it was answered with a 200. */
    private Optional<Duration> recovery() {
        return cancels.stream()
                .flatMap(errand -> errand.seen().stream())
                .filter(seen -> seen.sentAt() > healedAt && seen.status() == 200)
                .map(seen -> Duration.ofNanos(seen.answeredAt() - healedAt))
                .min(Duration::compareTo);
    }
}
