package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import cloud.billing.action.RequestId;
import cloud.billing.action.RequestIdentity;
import cloud.billing.action.RequestOrigin;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/** The service's own cancel statement over plain JDBC on one connection: what the database can do without the service. */
public final class JdbcCancels implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ParsedSql CANCEL = NamedParameterUtils.parseSqlStatement(CancelStatements.CANCEL);

    private final Connection connection;
    private final PreparedStatement statement;

    public JdbcCancels(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(
                NamedParameterUtils.substituteNamedParameters(CANCEL, new MapSqlParameterSource(parameters("", ""))));
    }

    /** Cancels the specification downgrade of an instance; whether there was one. */
    public boolean cancel(String accountId, String instanceId) throws SQLException {
        Object[] values = NamedParameterUtils.buildValueArray(
                CANCEL, new MapSqlParameterSource(parameters(accountId, instanceId)), null);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        try (ResultSet cancelled = statement.executeQuery()) {
            return cancelled.next();
        }
    }

    static Map<String, Object> parameters(String accountId, String instanceId) {
        byte[] digest = new byte[32];
        RANDOM.nextBytes(digest);
        return CancelStatements.columns(List.of(new CancelRequest(
                accountId,
                instanceId,
                Change.SPECIFICATION,
                new Actor(Actor.Type.ACCESS_KEY, "benchmark"),
                new RequestOrigin(new RequestId("T" + UUID.randomUUID()), "127.0.0.1", "benchmark", null),
                new RequestIdentity(digest, null, digest))));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
