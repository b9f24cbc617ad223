package cloud.billing;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** Missing settings are reported, and no deployment goes on as if it had migrated. */
class MigrateTest {

    private static final String URL = "--spring.flyway.url=jdbc:postgresql://localhost:1/none";
    private static final String ROLE = "--billing.database.runtime-role=billing_runtime";

    @Test
    void whatItIsNotToldItAsksForAndDoesNotEndAsIfAllWereWell() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Migrate.main(new String[] {ROLE}))
                .withMessageContaining("spring.flyway.url");
        assertThatIllegalStateException()
                .isThrownBy(() -> Migrate.main(new String[] {URL}))
                .withMessageContaining("billing.database.runtime-role");
    }

    @Test
    void itMigratesWhereTheServiceIsToldNotTo() {
        assertThatThrownBy(() -> Migrate.main(new String[] {URL, ROLE, "--spring.flyway.enabled=false"}))
                .hasRootCauseInstanceOf(ConnectException.class);
    }
}
