package cloud.billing.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.BillingTest;
import cloud.billing.support.Http;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Contract 5: the configured number of requests for each access key, and no more. */
@BillingTest
@TestPropertySource(properties = {"billing.rate-limit.requests-per-second=1", "billing.rate-limit.burst=3"})
class RateLimitTest {

    private final Account account;
    private final Account other;

    RateLimitTest(@Autowired Billing billing) {
        this.account = billing.newAccount();
        this.other = billing.newAccount();
    }

    @Test
    void beyondTheBurstItIsRefusedForNowAndForThisKeyAlone() throws Exception {
        Callable<Answer> describe = () -> account.describe("none");
        List<Answer> answers = Http.atOnce(Stream.generate(() -> describe).limit(20));

        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(refused).hasSizeBetween(10, 17).allSatisfy(answer -> {
            answer.isRefused(429, "REQUEST_LIMIT_EXCEEDED");
            assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow()))
                    .isPositive();
        });
        other.describe("none").isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
        Http.send(account.withKeyOf("vm:read", "DescribeInstanceTypeStatus", "none"))
                .isRefused(404, "INVALID_INSTANCE_NOT_FOUND");
    }
}
