package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Slow readers of long answers cannot fill the heap, and keep nobody from a short one. */
class AnswerMemoryTest {

    private static final int LONG = 100_000;
    private static final int SHORT = 8 * 1024;

    private final AnswerMemory memory = new AnswerMemory(2 * LONG);
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void aLongAnswerThatHasNoRoomIsRefusedBeforeAnyOfItIsSent() throws IOException {
        memory.hold(
                LONG,
                () -> memory.hold(LONG, () -> {
                    assertThatExceptionOfType(OverloadedException.class)
                            .isThrownBy(() -> memory.hold(SHORT + 1, sent::incrementAndGet));
                    memory.hold(SHORT, sent::incrementAndGet);
                }));
        assertThat(sent).hasValue(1);
    }

    @Test
    void whatWasSentOrGivenUpHasGivenItsRoomBack() {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> memory.hold(2 * LONG, () -> {
                        throw new IOException("the client is gone");
                    }));
        }
        assertThatCode(() -> memory.hold(2 * LONG, sent::incrementAndGet)).doesNotThrowAnyException();
    }
}
