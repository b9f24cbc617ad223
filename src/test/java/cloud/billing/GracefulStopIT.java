package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Answer;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An accepted request is answered even if the service is told to stop meanwhile. */
@PackagedServiceTest
class GracefulStopIT {

    private static final int ENDED_BY_SIGTERM = 143;

    private final JdbcConnectionDetails database;
    private final DataSource connections;
    private final JdbcClient jdbc;
    private final Billing billing;

    GracefulStopIT(
            @Autowired JdbcConnectionDetails database,
            @Autowired DataSource connections,
            @Autowired JdbcClient jdbc,
            @Autowired Environment environment) {
        this.database = database;
        this.connections = connections;
        this.jdbc = jdbc;
        this.billing = new Billing(jdbc, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
    }

    @Test
    void aCancelThatIsUnderWayWhenTheServiceIsToldToEndGetsItsAnswer() throws Exception {
        try (ServiceProcess service = ServiceProcess.ready(database, ServiceProcess.freePort());
                Connection settlement = connections.getConnection();
                ExecutorService client = Executors.newSingleThreadExecutor()) {
            Account account = billing.newAccount(service.port());
            String instance = account.instance();
            String order = account.downgrade(instance);
            lock(settlement, order);
            Future<Answer> cancel = client.submit(() -> Http.send(account.cancelRequest(instance)));
            await().until(this::somebodyWaits);

            service.terminate();
            await().until(() -> isRefused(service));
            settlement.rollback();

            cancel.get().isCancelled();
            assertThat(service.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(billing.statusOf(order)).isEqualTo("CANCELLED");
        }
    }

    private static void lock(Connection settlement, String order) throws Exception {
        settlement.setAutoCommit(false);
        JdbcClient.create(new SingleConnectionDataSource(settlement, true))
                .sql("SELECT FROM downgrade_order WHERE order_number = ? FOR UPDATE")
                .param(order)
                .query()
                .listOfRows();
    }

    private boolean somebodyWaits() {
        return jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether new connections are no longer accepted. */
    private static boolean isRefused(ServiceProcess service) {
        try (Socket socket = new Socket("localhost", service.port())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
