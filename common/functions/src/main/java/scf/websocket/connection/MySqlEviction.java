package scf.websocket.connection;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** After which failures of the application's statements the pool leaves a connection, beyond those that HikariCP itself knows: {@link MySqlFailure}. */
final class MySqlEviction implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return MySqlFailure.of(failure) == MySqlFailure.SERVER_LEFT ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
