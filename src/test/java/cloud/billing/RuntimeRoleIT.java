package cloud.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.billing.access.PasswordCipher;
import cloud.billing.support.Account;
import cloud.billing.support.Billing;
import cloud.billing.support.Http;
import cloud.billing.support.InternalClient;
import cloud.billing.support.PackagedServiceTest;
import cloud.billing.support.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The roles of db/roles.sql: the service can do all of its work as the runtime role, which can do nothing else. */
@PackagedServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeRoleIT {

    private static final String DATABASE = "two_roles";
    private static final String OWNER = "billing_owner";
    private static final String RUNTIME = "billing_runtime";
    private static final String PASSWORD = "password";

    private final JdbcConnectionDetails server;
    private final Environment environment;
    private final String url;
    private final JdbcClient superuser;
    private final JdbcClient runtime;
    private ServiceProcess service;

    RuntimeRoleIT(@Autowired JdbcConnectionDetails server, @Autowired Environment environment) {
        this.server = server;
        this.environment = environment;
        this.url = server.getJdbcUrl().replaceFirst("(//[^/]*/).*", "$1" + DATABASE);
        this.superuser = client(url, server.getUsername(), server.getPassword());
        this.runtime = client(url, RUNTIME, PASSWORD);
    }

    @BeforeAll
    void makeTheRolesAndMigrateAsTheOwner() throws Exception {
        client(server.getJdbcUrl(), server.getUsername(), server.getPassword())
                .sql("CREATE DATABASE " + DATABASE)
                .update();
        superuser.sql(rolesScript()).update();
        assertThat(ServiceProcess.migrate(url, OWNER, PASSWORD, RUNTIME).exitCode())
                .isZero();
        service = ServiceProcess.ready(
                server,
                ServiceProcess.freePort(),
                Map.of(
                        "SPRING_DATASOURCE_URL", url,
                        "SPRING_DATASOURCE_USERNAME", RUNTIME,
                        "SPRING_DATASOURCE_PASSWORD", PASSWORD,
                        "SPRING_FLYWAY_ENABLED", "false"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void everythingThatTheServiceDoesIsGranted() {
        Billing billing =
                new Billing(superuser, new PasswordCipher(ServiceProcess.ENCRYPTION_KEY, List.of()), environment);
        Account account = billing.newAccount(service.port());
        InternalClient platform =
                billing.internal(service.port(), "billing:read billing:write audit:read access-keys:write");
        String instances = "/accounts/" + account.id() + "/instances/";
        platform.put(instances + "vm", """
                        {"instanceName":"a","zoneId":"z","instanceType":"a","instanceChargeType":"PREPAID","instanceStatus":"RUNNING",
                        "internetChargeType":"ByBandwidth","internetMaxBandwidthOut":1,"trafficPackageSize":0,
                        "createTime":"2026-01-01T00:00:00Z","expiredTime":"2999-01-01T00:00:00Z"}""").is("201");
        String order = "/accounts/" + account.id() + "/downgrade-orders/";
        schedule(platform, order + "one", "SPECIFICATION", "\"a\"");
        schedule(platform, order + "two", "BANDWIDTH", "1");
        Http.send(account.keyedRequest("vm", "key")).isCancelled();
        Http.send(account.keyedRequest("vm", "key")).isCancelled();
        schedule(platform, order + "three", "SPECIFICATION", "\"a\"");
        platform.post(order + "three/cancel", "{\"reason\":\"r\"}").is("200");
        account.describe("vm");
        Http.send(account.signed("DescribeInstances", "{}"));
        billing.makeDue("two");
        for (String step : List.of("start", "release", "start", "complete")) {
            platform.post(order + "two/" + step, "{\"settlementId\":\"s\",\"reason\":\"r\"}")
                    .is("200");
        }
        String keys = "/accounts/" + account.id() + "/access-keys";
        String key = platform.post(keys, "{\"scopes\":[\"vm:read\"]}").is("201").text("accessKeyId");
        platform.delete(keys + "/" + key).is("204");
        assertThat(platform.get("/audit-events?accountId=" + account.id())
                        .is("200")
                        .json()
                        .get("items"))
                .hasSize(11);
        platform.get("/downgrade-orders").is("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM remembered_success WHERE (account_id, digest) IN"
                        + " (SELECT account_id, digest FROM remembered_success LIMIT 1 FOR UPDATE SKIP LOCKED)",
                "INSERT INTO audit_relay (cursor) VALUES ('{}') ON CONFLICT (only_one) DO UPDATE SET cursor = excluded.cursor",
                "DELETE FROM encryption_key WHERE false",
                "UPDATE access_key SET encrypted_password = '', encryption_key_id = 'x' WHERE false"
            })
    void whatItDoesByItselfIsGrantedToo(String statement) {
        runtime.sql(statement).update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_event SET actor_id = 'x'",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event",
                "ALTER TABLE audit_event DISABLE TRIGGER ALL",
                "ALTER TABLE audit_event ADD COLUMN x int",
                "DROP TABLE audit_event",
                "INSERT INTO audit_event (position, type, request_id, account_id, actor_type, actor_id, source_ip)"
                        + " OVERRIDING SYSTEM VALUE VALUES (-1, 'x', 'x', 'x', 'USER', 'x', 'x')",
                "INSERT INTO audit_event (time, type, request_id, account_id, actor_type, actor_id, source_ip)"
                        + " VALUES (now(), 'x', 'x', 'x', 'USER', 'x', 'x')",
                "UPDATE downgrade_order SET to_value = 'x'",
                "UPDATE downgrade_order SET effective_at = now()",
                "INSERT INTO downgrade_order (account_id, order_number, instance_id, change, from_value, to_value, effective_at, status)"
                        + " VALUES ('x', 'x', 'x', 'BANDWIDTH', '2', '1', now(), 'APPLIED')",
                "UPDATE access_key SET scopes = '{vm:write}'",
                "UPDATE access_key SET account_id = 'x'",
                "DELETE FROM downgrade_order",
                "DELETE FROM instance",
                "DELETE FROM access_key",
                "UPDATE remembered_success SET request_id = 'x'",
                "UPDATE remembered_success SET fingerprint = ''",
                "CREATE TABLE x (y int)",
                "CREATE TEMPORARY TABLE x (y int)",
                "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE SCHEMA x",
                "CREATE TRIGGER x BEFORE INSERT ON audit_event EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "DROP TRIGGER audit_event_is_append_only ON audit_event",
                "SET session_replication_role = 'replica'",
                "SELECT * FROM flyway_schema_history",
                "SET ROLE billing_owner",
                "SELECT setval(pg_get_serial_sequence('audit_event', 'position'), 1)"
            })
    void everythingElseIsRefused(String statement) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> runtime.sql(statement).query().listOfRows())
                .havingRootCause()
                .withMessageMatching("(?s).*(permission denied|must be owner|must be able to SET ROLE).*");
    }

    private static void schedule(InternalClient platform, String order, String change, String size) {
        platform.put(order, """
                        {"instanceId":"vm","change":"%s","from":%s,"to":%s,"effectiveAt":"2999-01-01T00:00:00Z"}""".formatted(change, size, size)).is("201");
    }

    /** The script as psql would send it. */
    private static String rolesScript() throws Exception {
        return Files.readString(Path.of("db", "roles.sql"))
                .replaceAll("(?m)^\\\\.*$", "")
                .replace(":'owner_password'", "'" + PASSWORD + "'")
                .replace(":'runtime_password'", "'" + PASSWORD + "'")
                .replace(":\"database\"", DATABASE);
    }

    private static JdbcClient client(String url, String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, user, password));
    }
}
