package cloud.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.BillingTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@BillingTest
class ProblemResolverTest {

    private final ProblemResolver resolver;
    private final MeterRegistry meters;
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    ProblemResolverTest(@Autowired ProblemResolver resolver, @Autowired MeterRegistry meters) {
        this.resolver = resolver;
        this.meters = meters;
        request.setServletPath("/internal/v1/audit-events");
    }

    @Test
    void aClientThatHungUpIsNoProblem() {
        double before = problems();
        assertThat(resolves(new ClientAbortException(new IOException("Broken pipe"))))
                .isTrue();
        assertThat(problems()).isEqualTo(before);
    }

    @Test
    void aConnectionOfOursThatBrokeIsOne() {
        double before = problems();
        assertThat(resolves(new IOException("Broken pipe"))).isTrue();
        assertThat(problems()).isEqualTo(before + 1);
        assertThat(response.getStatus()).isEqualTo(500);
    }

    @Test
    void toAnAnswerThatIsOnItsWayNothingIsAdded() {
        double before = problems();
        response.setCommitted(true);
        assertThat(resolves(new IOException("Broken pipe"))).isTrue();
        assertThat(problems()).isEqualTo(before + 1);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsByteArray()).isEmpty();
    }

    private double problems() {
        return meters.counter("billing.internal.problems", "code", "INTERNAL_ERROR")
                .count();
    }

    private boolean resolves(IOException cause) {
        Exception failure = new HttpMessageNotWritableException("not written", cause);
        return resolver.resolveException(request, response, null, failure) != null;
    }
}
