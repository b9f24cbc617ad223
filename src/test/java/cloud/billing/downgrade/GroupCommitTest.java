package cloud.billing.downgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import cloud.billing.action.OutcomeUnknownException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Which requests share a group, and what each is told; each group stays in flight until the test completes it. */
@Timeout(
        value = 1,
        unit = TimeUnit.MINUTES,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a member that is lost waits for ever
class GroupCommitTest {

    private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final BlockingQueue<Group> inFlight = new LinkedBlockingQueue<>();
    private GroupCommit<String> groupCommit = new GroupCommit<>(this::send, Duration.ofHours(1));

    @Test
    void whoComesFirstGoesAtOnceAndAlone() throws Exception {
        FutureTask<Boolean> first = submit("first");
        group("first").comesBack(0);
        assertThat(first.get()).isTrue();
        FutureTask<Boolean> second = submit("second");
        group("second").comesBack();
        assertThat(second.get()).isFalse();
    }

    @Test
    void whoComesMeanwhileGoesTogetherNextAndIsToldItsOwnOutcome() throws Exception {
        Group one = oneInFlight();
        List<FutureTask<Boolean>> others =
                Stream.of("a", "b", "c").map(this::submit).toList();
        assertThat(inFlight).isEmpty();
        one.comesBack(0);
        group("a", "b", "c").comesBack(0, 2);
        assertThat(others.get(0).get()).isTrue();
        assertThat(others.get(1).get()).isFalse();
        assertThat(others.get(2).get()).isTrue();
    }

    @Test
    void whereTheDatabaseCannotBeAskedEachIsToldSo() throws Exception {
        CannotGetJdbcConnectionException failure = new CannotGetJdbcConnectionException("none is free");
        assertThat(askTogether(group -> group.fails(failure)))
                .allSatisfy(each -> assertThatThrownBy(each::get).hasCause(failure));
    }

    @Test
    void whereTheOutcomeIsNotKnownEachIsToldSo() throws Exception {
        assertThat(askTogether(group -> group.fails(outcomeUnknown())))
                .allSatisfy(each -> assertThatThrownBy(each::get).hasCauseInstanceOf(OutcomeUnknownException.class));
    }

    @Test
    void whatElseUndoesAGroupIsNobodysFailureAndNobodysSuccess() throws Exception {
        for (RuntimeException failure :
                List.of(new DuplicateKeyException("one key for two"), new QueryTimeoutException("the leader's time"))) {
            for (FutureTask<Boolean> each : askTogether(group -> group.fails(failure))) {
                assertThat(each.get()).isFalse();
            }
        }
    }

    @Test
    void whateverBefallsTheLeaderNobodyIsLeftWaiting() throws Exception {
        Group one = oneInFlight();
        FutureTask<Boolean> leader = submit("a");
        FutureTask<Boolean> other = submit("b");
        one.comesBack(0);
        Group group = group("a", "b");
        FutureTask<Boolean> later = submit("later");
        group.fails(new StackOverflowError());
        assertThatThrownBy(leader::get).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(other.get()).isFalse();
        group("later").comesBack(0);
        assertThat(later.get()).isTrue();
    }

    @Test
    void aGroupHasItsLimitAndTheRestGoesNext() throws Exception {
        Group one = oneInFlight();
        List<FutureTask<Boolean>> others =
                IntStream.range(0, 65).mapToObj(i -> submit("" + i)).toList();
        one.comesBack(0);
        Group full = inFlight.take();
        assertThat(full.asked()).hasSize(64);
        full.comesBack();
        group("64").comesBack(0);
        assertThat(others.getLast().get()).isTrue();
    }

    @Test
    void whosePatienceIsAtItsEndGoesBesideTheOneThatIsStuck() throws Exception {
        groupCommit = new GroupCommit<>(this::send, Duration.ofMillis(1));
        FutureTask<Boolean> stuck = submit("stuck");
        Group one = group("stuck");
        FutureTask<Boolean> impatient = submit("impatient");
        group("impatient").comesBack(0);
        assertThat(impatient.get()).isTrue();
        one.comesBack(0);
        assertThat(stuck.get()).isTrue();
        FutureTask<Boolean> next = submit("next");
        group("next").comesBack(0);
        assertThat(next.get()).isTrue();
    }

    @Test
    void whoIsToldToEndStillWaitsForWhatBecomesOfIt() throws Exception {
        Group one = oneInFlight();
        FutureTask<Boolean> leader = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return groupCommit.submit("a") && Thread.currentThread().isInterrupted();
        });
        start(leader);
        FutureTask<Boolean> other = submit("b");
        one.comesBack(0);
        group("a", "b").comesBack(0, 1);
        assertThat(leader.get() && other.get()).isTrue();
    }

    /** Two requests share a group and are told its outcome; afterwards no other group is in flight. */
    private List<FutureTask<Boolean>> askTogether(Consumer<Group> fate) throws InterruptedException {
        Group one = oneInFlight();
        List<FutureTask<Boolean>> others = Stream.of("a", "b").map(this::submit).toList();
        one.comesBack(0);
        fate.accept(group("a", "b"));
        return others;
    }

    private static OutcomeUnknownException outcomeUnknown() {
        return catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> OutcomeUnknownException.guard(() -> {
                    throw new DataAccessResourceFailureException("", new SQLException("cut", "08006"));
                }));
    }

    /** A group of one in flight, with no other alongside. */
    private Group oneInFlight() throws InterruptedException {
        submit("one");
        return group("one");
    }

    private Group group(String... asked) throws InterruptedException {
        Group group = inFlight.take();
        assertThat(group.asked()).containsExactly(asked);
        return group;
    }

    /** Asks on a thread of its own; returns when that thread waits, for its turn or for its group's outcome. */
    private FutureTask<Boolean> submit(String what) {
        FutureTask<Boolean> asking = new FutureTask<>(() -> groupCommit.submit(what));
        start(asking);
        return asking;
    }

    private static void start(FutureTask<Boolean> asking) {
        Thread thread = Thread.ofPlatform().daemon().start(asking);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> WAITING.contains(thread.getState()));
    }

    private Set<Integer> send(List<String> asked) {
        Group group = new Group(asked, new CompletableFuture<>());
        inFlight.add(group);
        return group.await();
    }

    private record Group(List<String> asked, CompletableFuture<Set<Integer>> isBack) {

        Set<Integer> await() {
            try {
                return isBack.join();
            } catch (CompletionException e) {
                throw thrown(e.getCause());
            }
        }

        private static RuntimeException thrown(Throwable failure) {
            if (failure instanceof Error error) {
                throw error;
            }
            return (RuntimeException) failure;
        }

        void comesBack(Integer... done) {
            isBack.complete(Set.of(done));
        }

        void fails(Throwable failure) {
            isBack.completeExceptionally(failure);
        }
    }
}
