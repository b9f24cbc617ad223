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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Lets those who come while a group is under way go together, as soon as it is back: under load many share a round trip, a transaction
 * and a flush of the log. Nobody waits for a group to fill: without load each goes at once, alone. Nor does anybody wait for long for
 * one that is stuck: whose patience is at its end goes beside it, with all who wait as well.
 *
 * @param <T> what is asked for
 */
final class GroupCommit<T> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1); // longer than a queue of groups, in an overload
    private static final int LARGEST = 64;

    private final Function<List<T>, Set<Integer>> commit;
    private final Duration patience;
    private final Queue<Member<T>> waiting = new ArrayDeque<>();
    private int underWay;

    /** @param commit does what a group asks for in one transaction; returns the places of those for whom it did it */
    GroupCommit(Function<List<T>, Set<Integer>> commit) {
        this(commit, PATIENCE);
    }

    GroupCommit(Function<List<T>, Set<Integer>> commit, Duration patience) {
        this.commit = commit;
        this.patience = patience;
    }

    /**
     * Asks together with those who wait as well.
     *
     * @return whether it was done; where not, it may be done by itself still: what one of a group is to blame for, or has no time for,
     *     undoes all of it
     * @throws OutcomeUnknownException where it may have been done
     * @throws CannotGetJdbcConnectionException where the database could not be asked
     */
    boolean ask(T asked) {
        Member<T> member = new Member<>(asked);
        come(member);
        return turnOf(member).getAsBoolean();
    }

    private BooleanSupplier turnOf(Member<T> member) {
        try {
            return member.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            goBeside(member);
        } catch (InterruptedException e) {
            // Waits all the same: it may have been asked for already, and others may rely on it to lead.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return member.turn.join();
    }

    private synchronized void come(Member<T> member) {
        waiting.add(member);
        goOn();
    }

    private synchronized void comeBack() {
        underWay--;
        goOn();
    }

    private synchronized void goBeside(Member<T> member) {
        if (waiting.contains(member)) {
            sendNext();
        }
    }

    private void goOn() {
        if (underWay == 0 && !waiting.isEmpty()) {
            sendNext();
        }
    }

    /** Who has waited longest leads, and the statement has as long as is left to it: where that is too little, each goes by itself. */
    private void sendNext() {
        underWay++;
        List<Member<T>> group = new ArrayList<>();
        while (group.size() < LARGEST && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        group.getFirst().turn.complete(() -> lead(group));
    }

    private boolean lead(List<Member<T>> group) {
        Outcome outcome = place -> false;
        try {
            Set<Integer> done = commit.apply(group.stream().map(Member::asked).toList());
            outcome = done::contains;
        } catch (OutcomeUnknownException | CannotGetJdbcConnectionException e) {
            outcome = place -> {
                throw e;
            };
        } catch (RuntimeException e) {
            LOG.debug("nothing was done, and each goes on by itself: maybe it is one's fault alone", e);
        } finally {
            comeBack();
            tell(group, outcome);
        }
        return outcome.of(0);
    }

    private static <T> void tell(List<Member<T>> group, Outcome outcome) {
        for (int place = 1; place < group.size(); place++) {
            int own = place;
            group.get(own).turn.complete(() -> outcome.of(own));
        }
    }

    /** For each place in a group. */
    private interface Outcome {

        boolean of(int place);
    }

    /** @param turn what its thread does next, when it is known */
    private record Member<T>(T asked, CompletableFuture<BooleanSupplier> turn) {

        Member(T asked) {
            this(asked, new CompletableFuture<>());
        }
    }
}
