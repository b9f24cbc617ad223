package cloud.billing.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Limits how often one access key or user may call this replica (contract 5). */
@Component
public class RateLimiter {

    private static final int MOST_ACTORS = 100_000;

    private final RateLimitProperties limit;
    private final LoadingCache<Actor, Bucket> buckets;

    RateLimiter(RateLimitProperties limit) {
        this.limit = limit;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_ACTORS)
                .expireAfterAccess(Duration.ofHours(1))
                .build(actor -> newBucket());
    }

    /** Takes one request from this actor's limit and returns zero; if none is left, takes nothing and returns how long to wait. */
    public Duration timeUntilAllowed(Actor actor) {
        if (limit.isOff()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(
                buckets.get(actor).tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .withNanosecondPrecision() // System.nanoTime(): a wall clock that is set back would stop the refill
                .addLimit(bandwidth -> bandwidth
                        .capacity(limit.burst())
                        .refillGreedy(limit.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
