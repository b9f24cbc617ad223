package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.mock.web.MockHttpServletRequest;

/** What the log line of a refusal has besides its message. */
class RequestLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void aCauseIsTextEvenWhereItCouldBeIteratedOver() {
        Throwable failure =
                new TransientDataAccessResourceException("failed", new SQLException("the disk is full", "53100"));
        new RequestLog(new SimpleMeterRegistry())
                .refused(new MockHttpServletRequest(), ErrorMapping.refusal(failure), failure);
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getKeyValuePairs())
                        .contains(new KeyValuePair("cause", "java.sql.SQLException: the disk is full")));
    }
}
