package cloud.billing.downgrade;

import cloud.billing.access.Actor;
import cloud.billing.action.RequestId;
import cloud.billing.action.RequestOrigin;
import cloud.billing.audit.AuditLog;
import cloud.billing.audit.OrderEvent;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/** The service's own cancel, sent by JDBC alone over one connection: what the database can do without the service. */
public final class JdbcCancels implements AutoCloseable {

    private static final ParsedSql CANCEL = NamedParameterUtils.parseSqlStatement(CancelStatements.CANCEL);

    private final Connection connection;
    private final PreparedStatement statement;
    private final SecureRandom random = new SecureRandom();

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
            return cancelled.next() && cancelled.getInt(1) == 1;
        }
    }

    private Map<String, Object> parameters(String accountId, String instanceId) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        RequestOrigin origin =
                new RequestOrigin(new RequestId("T" + UUID.randomUUID()), "127.0.0.1", "benchmark", null);
        Map<String, Object> parameters = new HashMap<>(
                AuditLog.parameters(OrderEvent.CANCELLED, new Actor(Actor.Type.ACCESS_KEY, "benchmark"), origin, null));
        parameters.put("accountId", accountId);
        parameters.put("instanceId", instanceId);
        parameters.put("change", Change.SPECIFICATION.name());
        parameters.put("signatureDigest", digest);
        parameters.put("keyDigest", null);
        parameters.put("fingerprint", digest);
        return parameters;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
