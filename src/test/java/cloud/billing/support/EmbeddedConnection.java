package cloud.billing.support;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The way to a database of embedded binaries, as its superuser. */
public record EmbeddedConnection(String getJdbcUrl) implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return "postgres";
    }
}
