package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.CloseNowException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A client that takes a long answer slowly holds a place, and has it no longer than the request has time. */
class AnswersTest {

    private final byte[] longAnswer = new byte[100_000];
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void endTime() {
        TimeBudget.end();
    }

    @Test
    void aLongAnswerEndsWithTheRequestsTime() {
        TimeBudget.begin(Duration.ZERO);
        assertThatExceptionOfType(TimeBudgetExceededException.class)
                .isThrownBy(() -> Answers.send(response, longAnswer));
        assertThat(response.getContentAsByteArray()).hasSizeBetween(1, longAnswer.length - 1);
    }

    @Test
    void aShortOneIsSentAlsoWhenThatIsOver() throws IOException {
        TimeBudget.begin(Duration.ZERO);
        Answers.send(response, new byte[1_000]);
        assertThat(response.getContentAsByteArray()).hasSize(1_000);
    }

    @Test
    void withinItAllIsSent() throws IOException {
        TimeBudget.begin(Duration.ofHours(1));
        Answers.send(response, longAnswer);
        assertThat(response.getContentAsByteArray()).hasSameSizeAs(longAnswer);
    }

    /** Or the client would wait for the rest, and take the next answer for it. */
    @Test
    void whatIsCutOffClosesTheConnection() {
        Refusals refusals = new Refusals(new RequestLog(new SimpleMeterRegistry()), null);
        response.setCommitted(true);
        assertThatExceptionOfType(CloseNowException.class)
                .isThrownBy(
                        () -> refusals.send(new MockHttpServletRequest(), response, new TimeBudgetExceededException()));
    }
}
