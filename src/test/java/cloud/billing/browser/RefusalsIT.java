package cloud.billing.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.HeldOrders;
import cloud.billing.support.Http;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes between loading the page and the click, and how the customer is told. */
@BrowserTest
class RefusalsIT {

    private final Stage stage;
    private final Billing billing;
    private final Console console;
    private final Account account;
    private final String instance;
    private final String order;

    RefusalsIT(Stage stage, Console console) {
        this.stage = stage;
        this.billing = stage.billing();
        this.console = console;
        this.account = billing.newAccount();
        this.instance = account.instance();
        this.order = account.downgrade(instance);
        console.open(account).keepSize(instance);
    }

    @Test
    void whereSomebodyElseHasCancelledItNothingIsLeftToDo() {
        account.cancel(instance).isCancelled();
        console.confirm();
        assertThat(console.told(instance, "It was cancelled already")).contains("stays c.4c8g", "Request id");
        assertThat(console.changes(instance)).isEmpty();
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void whereItIsBeingMadeItIsTooLate() {
        settle("start");
        console.confirm();
        assertThat(console.told(instance, "It is too late to keep c.4c8g")).contains("is being made right now");
        assertThat(console.row(instance).getText()).contains("It can no longer be cancelled");
    }

    @Test
    void whereItHasBeenMadeItIsTooLate() {
        settle("start");
        settle("complete");
        console.confirm();
        assertThat(console.told(instance, "It is too late to keep c.4c8g")).contains("size is c.2c4g now");
        assertThat(console.row(instance).getText()).contains("2 vCPU, 4 GB");
    }

    /** The instance was released: the platform has removed its order and the instance itself. */
    @Test
    void whereTheInstanceIsGoneItSaysSo() {
        stage.jdbc()
                .sql("DELETE FROM downgrade_order WHERE instance_id = ?")
                .param(instance)
                .update();
        stage.jdbc()
                .sql("DELETE FROM instance WHERE instance_id = ?")
                .param(instance)
                .update();
        console.confirm();
        assertThat(console.told(instance, "This instance is no longer in your account"))
                .contains("Request id");
        assertThat(console.changes(instance)).isEmpty();
    }

    @Test
    void whereTheInternetIsChargedInAnotherWayItSaysSo() {
        String wide = account.instance("PREPAID", "ByBandwidth");
        account.bandwidthDowngrade(wide);
        console.open(account).keep(wide, "BANDWIDTH");
        stage.jdbc()
                .sql("UPDATE instance SET internet_charge_type = 'ByTrafficPackage' WHERE instance_id = ?")
                .param(wide)
                .update();
        console.confirm();
        console.told(wide, "The bandwidth is no longer what you pay for");
    }

    @Test
    void whoMayOnlyLookIsToldSo() {
        stage.signIn(account, "vm:read", Stage.ONE_HOUR);
        console.open(stage.console()).keepSize(instance).confirm();
        assertThat(console.told(instance, "You may not do this")).contains("Ask whoever administers the account");
        assertThat(console.changes(instance)).containsExactly("SPECIFICATION");
    }

    /** The service lets a token pass for a minute after its end; this one has five seconds of it left. */
    @Test
    void whoseSessionEndsSignsInAgainAndIsNotAskedTwice() {
        String token = stage.signIn(account, "vm:read vm:write", Duration.ofSeconds(-53))
                .token();
        console.open(stage.console()).keepSize(instance);
        Console.patiently()
                .until(() -> Http.send(account.unsigned("DescribeInstances", "{}")
                                        .header("Authorization", "Bearer " + token))
                                .status()
                        == 401);
        console.confirm();
        console.told(instance, "Your session has expired");
        console.toldAboveAll("Your session has expired");
        assertThat(console.intentions()).isEqualTo(1);

        stage.signIn(account);
        console.pressInNotice("Sign in again");
        assertThat(console.told(instance, "You keep your size")).contains(requestId());
        assertThat(stage.proxy().cancels()).hasSize(2);
        assertThat(stage.proxy().cancels().stream().map(Proxy.Seen::key))
                .hasSize(2)
                .allMatch(stage.proxy().cancels().getFirst().key()::equals);
    }

    @Test
    void whereTheSignInIsNoneItSaysSoAboveAll() {
        stage.signInWith(account, "not a token");
        console.open(stage.console());
        console.toldAboveAll("You are signed out");
        assertThat(console.instances()).isEmpty();
    }

    @Test
    void whereTheUserHasAskedTooOftenItWaitsAsLongAsItIsTold() {
        stage.proxy().next(stage.whileTheRateLimitIsUsedUp(account, Fate.PASSED));
        console.confirm();
        console.told(instance, "You keep your size");
        assertThat(stage.proxy().cancels()).hasSize(2);
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @Test
    void whereTheServiceIsBusyItTriesAgainAndIsDone() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int each = 0; each < 10; each++) {
                all.add(stage.pool().getConnection());
            }
            console.confirm();
            console.until(() -> console.question().contains("The service is busy. Trying again (2 of 6)"));
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        assertThat(console.told(instance, "You keep your size")).contains(requestId());
    }

    @Test
    void whereItTakesTooLongItTriesAgainAndIsDone() throws SQLException {
        try (HeldOrders ignored = HeldOrders.of(account, stage.pool())) {
            console.confirm();
            console.until(() -> console.question().contains("It takes long. Trying again (2 of 6)"));
        }
        assertThat(console.told(instance, "You keep your size")).contains(requestId());
        assertThat(billing.eventsOf(order)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_SERVER_ERROR", "INVALID_PARAMETER_VALUE", "A_CODE_OF_LATER"})
    void whateverElseGoesWrongHasARequestIdForSupport(String code) {
        stage.proxy().next(Fate.refusedWith(code.startsWith("INTERNAL") ? 500 : 400, code));
        console.confirm();
        assertThat(console.told(instance, "Something went wrong on our side")).contains("T-OF-NOBODY");
        console.pressInNotice("Try again");
        assertThat(console.told(instance, "You keep your size")).contains(requestId());
    }

    private void settle(String step) {
        billing.makeDue(order);
        stage.platform()
                .post(
                        "/accounts/" + account.id() + "/downgrade-orders/" + order + "/" + step,
                        "{\"settlementId\":\"settlement\"}")
                .is("200");
    }

    private String requestId() {
        return (String) billing.eventsOf(order).getFirst().get("request_id");
    }
}
