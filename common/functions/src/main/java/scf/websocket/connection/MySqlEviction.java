package scf.websocket.connection;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Evicts a pooled connection after a failure of an application's statement that {@link MySqlFailure} classifies as
 * {@code SERVER_LEFT}, in addition to those that HikariCP knows.
 */
final class MySqlEviction implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return MySqlFailure.of(failure) == MySqlFailure.SERVER_LEFT ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
