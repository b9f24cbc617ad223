package cloud.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cloud.billing.audit.FeedCursor.Horizon;
import cloud.billing.audit.FeedCursor.Mark;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {

    private static final FeedCursor READ_UP_TO_50 =
            new FeedCursor(horizon("100:105:101", 50), 20, new Mark(99, 30), null);

    @Test
    void theFloorRisesToTheMarkWhenAllTransactionsUpToItHaveEnded() {
        FeedCursor next = READ_UP_TO_50.behind(horizon("101:110:101", 60), 111);
        assertThat(next.floor()).isEqualTo(30);
        assertThat(next.mark()).isEqualTo(new Mark(111, 60));
    }

    @Test
    void theFloorStaysWhileOneOfThemMayStillCommit() {
        FeedCursor next = READ_UP_TO_50.behind(horizon("99:110:99", 60), 111);
        assertThat(next.floor()).isEqualTo(20);
        assertThat(next.mark()).isEqualTo(READ_UP_TO_50.mark());
    }

    @Test
    void aBatchGoesOnBehindItsLastEventAndNeverBelowTheFloor() {
        assertThat(READ_UP_TO_50.within(horizon("105:110:", 60), 55).after()).isEqualTo(55);
        assertThat(READ_UP_TO_50.within(horizon("105:110:", 60), 10).after()).isEqualTo(20);
    }

    @Test
    void aLogThatEndsBeforeWhatWasReadIsAnother() {
        assertThat(READ_UP_TO_50.isAheadOf(horizon("200:200:", 49))).isTrue();
        assertThat(READ_UP_TO_50.isAheadOf(horizon("1:1:", 50)))
                .as("after a crash, transaction ids may come again")
                .isFalse();
        assertThat(READ_UP_TO_50.within(horizon("105:110:", 60), 55).isAheadOf(horizon("200:200:", 59)))
                .isTrue();
    }

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(FeedCursor.of(FeedCursor.START.parts())).isEqualTo(FeedCursor.START);
        assertThat(FeedCursor.of(READ_UP_TO_50.parts())).isEqualTo(READ_UP_TO_50);
        FeedCursor inBatch = READ_UP_TO_50.within(horizon("105:110:106,108", 60), 55);
        assertThat(FeedCursor.of(inBatch.parts())).isEqualTo(inBatch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1:2",
                "1:2:3:4",
                "2:1:",
                "0:1:",
                "1:5:5",
                "1:5:3,2",
                "2:5:1",
                "1:2:x",
                "-1:2:",
                "1:9999999999999999999:"
            })
    void whatPostgresWouldNotReadIsNoSnapshot(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Snapshot.parse(text));
    }

    @Test
    void aSnapshotOfThousandsOfTransactionsIsRead() {
        String running = LongStream.range(1, 10_000).mapToObj(Long::toString).collect(Collectors.joining(","));
        assertThat(Snapshot.parse("1:10000:" + running)).hasToString("1:10000:" + running);
    }

    @Test
    void otherPartsAreNoCursor() {
        assertThatIllegalArgumentException().isThrownBy(() -> FeedCursor.of(List.of("1:1:", "0", "0", "0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "-1", "+1", "\u0661", "9999999999999999999"})
    void whatIsNotWrittenAsAPositionIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FeedCursor.of(List.of("1:1:", text, "0", "0", "0")));
    }

    private static Horizon horizon(String snapshot, long newest) {
        return new Horizon(Snapshot.parse(snapshot), newest);
    }
}
