package cloud.billing.downgrade;

import cloud.billing.action.OutcomeUnknownException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * While one group commits, later requests queue and form the next, of 64 at most: under load many share a round trip, a transaction and a
 * WAL flush. A request never waits for a group to fill: without load it commits alone, at once. Nor does it wait long for a stuck group:
 * after a second it starts the next group alongside. The thread of the member that has waited longest commits the group and hands the others
 * their results.
 *
 * @param <T> what is requested
 */
final class GroupCommit<T> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1); // longer than a request queues in an overload
    private static final int MAX_SIZE = 64;

    private final Function<List<T>, Set<Integer>> commit;
    private final Duration maxWait;
    private final Queue<Member<T>> waiting = new ArrayDeque<>();
    private int inFlight;

    /** @param commit does what a group requests, in one transaction; returns the indexes of the requests that it did */
    GroupCommit(Function<List<T>, Set<Integer>> commit) {
        this(commit, MAX_WAIT);
    }

    GroupCommit(Function<List<T>, Set<Integer>> commit, Duration maxWait) {
        this.commit = commit;
        this.maxWait = maxWait;
    }

    /**
     * Submits a request and waits for its group.
     *
     * @return whether it was done; false also if any member's failure (its own, too) or lack of time rolled back the group: the caller then
     *     retries alone
     * @throws OutcomeUnknownException if it may have been done
     * @throws CannotGetJdbcConnectionException if the database could not be reached
     */
    boolean submit(T asked) {
        Member<T> member = new Member<>(asked);
        enqueue(member);
        return awaitTurn(member).getAsBoolean();
    }

    private BooleanSupplier awaitTurn(Member<T> member) {
        try {
            return member.turn.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            startAlongside(member);
        } catch (InterruptedException e) {
            // Keeps waiting: the request may already be in flight, and others may rely on this thread to lead.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return member.turn.join();
    }

    private synchronized void enqueue(Member<T> member) {
        waiting.add(member);
        startNextIfIdle();
    }

    private synchronized void onGroupFinished() {
        inFlight--;
        startNextIfIdle();
    }

    private synchronized void startAlongside(Member<T> member) {
        if (waiting.contains(member)) {
            startNextGroup();
        }
    }

    private void startNextIfIdle() {
        if (inFlight == 0 && !waiting.isEmpty()) {
            startNextGroup();
        }
    }

    /** The longest-waiting member leads, and its remaining time limits the statement: if that is too short, each member retries alone. */
    private void startNextGroup() {
        inFlight++;
        List<Member<T>> group = new ArrayList<>();
        while (group.size() < MAX_SIZE && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        group.getFirst().turn.complete(() -> lead(group));
    }

    private boolean lead(List<Member<T>> group) {
        IntPredicate outcome = index -> false;
        try {
            Set<Integer> done = commit.apply(group.stream().map(Member::asked).toList());
            outcome = done::contains;
        } catch (OutcomeUnknownException | CannotGetJdbcConnectionException e) {
            outcome = index -> {
                throw e;
            };
        } catch (RuntimeException e) {
            LOG.debug("the group was rolled back; each request is retried alone", e);
        } finally {
            onGroupFinished();
            completeFollowers(group, outcome);
        }
        return outcome.test(0);
    }

    private static <T> void completeFollowers(List<Member<T>> group, IntPredicate outcome) {
        for (int index = 1; index < group.size(); index++) {
            int own = index;
            group.get(own).turn.complete(() -> outcome.test(own));
        }
    }

    /** @param turn what its thread does next, once that is known: lead the group, or return the result */
    private record Member<T>(T asked, CompletableFuture<BooleanSupplier> turn) {

        Member(T asked) {
            this(asked, new CompletableFuture<>());
        }
    }
}
