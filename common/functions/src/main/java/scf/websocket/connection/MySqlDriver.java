package scf.websocket.connection;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/** The driver's settings. Each one that matters in a bad network is a row of docs/reliability.md. */
final class MySqlDriver {
    /** Of a name's addresses the first may be dead: two are tried within the pool's patience. */
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
            // MySQL 8 and later will not log anybody in over an unencrypted connection otherwise.
            source.setAllowPublicKeyRetrieval(true);
            source.setConnectTimeout((int) connect.dividedBy(ADDRESSES).toMillis());
            source.setSocketTimeout(settings.number(Setting.DB_QUERY_TIMEOUT_MILLIS));
            // Who reconnects is the pool: the driver would do it in the middle, with the server's session settings.
            source.setAutoReconnect(false);
            source.setCharacterEncoding("UTF-8");
            // Strictness is in our session settings; the driver would ask for it in a round trip of its own.
            source.setJdbcCompliantTruncation(false);
            // Saves a round trip each for what has not changed.
            source.setUseLocalSessionState(true);
            source.setElideSetAutoCommits(true);
            // One round trip a statement; a function runs too few of each kind to gain from preparing them on the
            // server.
            source.setUseServerPrepStmts(false);
            // The server has no say in what the driver reads, sends or makes of it.
            source.setAllowMultiQueries(false);
            source.setAllowLoadLocalInfile(false);
            source.setAllowUrlInLocalInfile(false);
            // Rows found, not rows changed: the driver's own way, which nothing here depends on.
            source.setUseAffectedRows(false);
            source.setParanoid(true);
            source.setOpenTelemetry("DISABLED");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException("the database driver refuses its settings", e);
        }
    }
}
