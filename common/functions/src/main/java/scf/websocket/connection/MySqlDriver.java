package scf.websocket.connection;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/** Configures the driver. {@code docs/reliability.md} explains the settings that matter on an unreliable network. */
final class MySqlDriver {
    /** The first address of a host name may be dead: try two within the pool's connection time-out. */
    private static final int ADDRESSES = 2;

    private MySqlDriver() {}

    static MysqlDataSource of(Settings settings) {
        Duration connect = settings.millis(Setting.DB_CONNECT_TIMEOUT_MILLIS);
        try {
            MysqlDataSource source = new MysqlDataSource();
            source.setServerName(settings.text(Setting.DB_HOST));
            source.setPort(settings.number(Setting.DB_PORT));
            source.setDatabaseName(settings.text(Setting.DB_DATABASE));
            source.setUser(settings.text(Setting.DB_USER));
            source.setPassword(settings.text(Setting.DB_PASSWORD));
            source.setSslMode(settings.text(Setting.DB_TLS).toUpperCase(Locale.ROOT));
            // MySQL 8 and later require this for logins over an unencrypted connection.
            source.setAllowPublicKeyRetrieval(true);
            source.setConnectTimeout((int) connect.dividedBy(ADDRESSES).toMillis());
            source.setSocketTimeout(settings.number(Setting.DB_QUERY_TIMEOUT_MILLIS));
            // The pool reconnects. The driver would do so in mid-session, with the server's default session settings.
            source.setAutoReconnect(false);
            source.setCharacterEncoding("UTF-8");
            // Our session settings include strict mode; the driver would need another round trip to set it.
            source.setJdbcCompliantTruncation(false);
            // Avoids a round trip for session state that has not changed.
            source.setUseLocalSessionState(true);
            source.setElideSetAutoCommits(true);
            // One round trip per statement: a function repeats each statement too rarely to benefit from server-side
            // preparation. The driver parses the text once per connection, a twentieth of a connect.
            source.setUseServerPrepStmts(false);
            source.setCachePrepStmts(true);
            // The server must not make the driver read local files or run additional statements.
            source.setAllowMultiQueries(false);
            source.setAllowLoadLocalInfile(false);
            source.setAllowUrlInLocalInfile(false);
            // Found rows instead of changed rows: the driver's default. Nothing depends on it.
            source.setUseAffectedRows(false);
            source.setParanoid(true);
            source.setOpenTelemetry("DISABLED");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException("the database driver refuses its settings", e);
        }
    }
}
