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
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Who goes with whom, and what each is told; each group is under way until the test lets it come back. */
class GroupCommitTest {

    private final BlockingQueue<Group> underWay = new LinkedBlockingQueue<>();
    private final GroupCommit<String> together = new GroupCommit<>(asked -> {
        Group group = new Group(asked, new CompletableFuture<>());
        underWay.add(group);
        return group.await();
    });

    @Test
    void whoComesFirstGoesAtOnceAndAlone() throws Exception {
        FutureTask<Boolean> first = ask("first");
        FutureTask<Boolean> second = ask("second");
        group("first").comesBack(0);
        group("second").comesBack();
        assertThat(first.get()).isTrue();
        assertThat(second.get()).isFalse();
    }

    @Test
    void whoComesMeanwhileGoesTogetherNextAndIsToldItsOwnOutcome() throws Exception {
        Group one = twoUnderWay();
        List<FutureTask<Boolean>> others =
                Stream.of("a", "b", "c").map(this::ask).toList();
        assertThat(underWay).isEmpty();
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
        Group one = twoUnderWay();
        FutureTask<Boolean> leader = ask("a");
        FutureTask<Boolean> other = ask("b");
        one.comesBack(0);
        Group group = group("a", "b");
        FutureTask<Boolean> later = ask("later");
        group.fails(new StackOverflowError());
        assertThatThrownBy(leader::get).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(other.get()).isFalse();
        group("later").comesBack(0);
        assertThat(later.get()).isTrue();
    }

    @Test
    void aGroupHasItsLimitAndTheRestGoesNext() throws Exception {
        Group one = twoUnderWay();
        List<FutureTask<Boolean>> others =
                IntStream.range(0, 65).mapToObj(i -> ask("" + i)).toList();
        one.comesBack(0);
        Group full = underWay.take();
        assertThat(full.asked()).hasSize(64);
        full.comesBack();
        group("64").comesBack(0);
        assertThat(others.getLast().get()).isTrue();
    }

    @Test
    void whenAllAreBackTheNextGoesAtOnceAgain() throws Exception {
        for (int round = 0; round < 3; round++) {
            FutureTask<Boolean> one = ask("one");
            FutureTask<Boolean> two = ask("two");
            group("one").comesBack(0);
            group("two").comesBack(0);
            assertThat(one.get() && two.get()).isTrue();
        }
    }

    /** Two ask together, and are told what becomes of their group; nobody else is under way afterwards. */
    private List<FutureTask<Boolean>> askTogether(Consumer<Group> fate) throws InterruptedException {
        ask("one");
        ask("two");
        Group one = group("one");
        Group two = group("two");
        List<FutureTask<Boolean>> others = Stream.of("a", "b").map(this::ask).toList();
        one.comesBack(0);
        fate.accept(group("a", "b"));
        two.comesBack(0);
        return others;
    }

    private static OutcomeUnknownException outcomeUnknown() {
        return catchThrowableOfType(
                OutcomeUnknownException.class,
                () -> OutcomeUnknownException.guard(() -> {
                    throw new DataAccessResourceFailureException("", new SQLException("cut", "08006"));
                }));
    }

    /** The first of two that are under way, beside which nobody else goes. */
    private Group twoUnderWay() throws InterruptedException {
        ask("one");
        ask("two");
        Group one = group("one");
        group("two");
        return one;
    }

    private Group group(String... asked) throws InterruptedException {
        Group group = underWay.take();
        assertThat(group.asked()).containsExactly(asked);
        return group;
    }

    /** Asks on a thread of its own; returns when that thread waits, for its turn or for its group to come back. */
    private FutureTask<Boolean> ask(String what) {
        FutureTask<Boolean> asking = new FutureTask<>(() -> together.ask(what));
        Thread thread = Thread.ofPlatform().daemon().start(asking);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> thread.getState() == Thread.State.WAITING);
        return asking;
    }

    private record Group(List<String> asked, CompletableFuture<Set<Integer>> isBack) {

        Set<Integer> await() {
            try {
                return isBack.get();
            } catch (Exception e) {
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
