package cloud.billing.action;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A refusal is one log line and one count; a cancel is a count. */
@BillingTest
@ExtendWith(OutputCaptureExtension.class)
class RequestMetricsTest {

    private final MeterRegistry meters;
    private final Account account;

    RequestMetricsTest(@Autowired Billing billing, @Autowired MeterRegistry meters) {
        this.meters = meters;
        this.account = billing.newAccount();
    }

    @Test
    void aRefusalIsOneLineAndOneCount(CapturedOutput output) {
        long before = count("INVALID_INSTANCE_NOT_FOUND");
        Answer answer = account.cancel("vm-not-there").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
        assertThat(count("INVALID_INSTANCE_NOT_FOUND")).isEqualTo(before + 1);
        assertThat(output.getOut().lines().filter(line -> line.contains(answer.requestId())))
                .singleElement()
                .asString()
                .contains("refused: There is no instance vm-not-there");
    }

    @Test
    void aCancelIsCountedAndItsRepeatApart() {
        String instance = account.instance();
        account.downgrade(instance);
        long first = count("OK");
        long repeated = count("OK_REPEATED");
        var request = account.cancelRequest(instance).build();
        Http.send(request).isCancelled();
        Http.send(request).isCancelled();
        assertThat(count("OK")).isEqualTo(first + 1);
        assertThat(count("OK_REPEATED")).isEqualTo(repeated + 1);
    }

    @Test
    void anActionThatDoesNotExistIsNoTag() {
        Http.send(account.signed("Whatever", "{}")).isRefused(403, "AUTHFAILURE_UNAUTHORIZED_OPERATION");
        assertThat(meters.find("billing.action.requests")
                        .tag("action", "Whatever")
                        .timer())
                .isNull();
    }

    private long count(String outcome) {
        return meters.timer("billing.action.requests", "action", "CancelInstanceDowngrade", "outcome", outcome)
                .count();
    }
}
