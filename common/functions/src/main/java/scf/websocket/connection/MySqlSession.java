package scf.websocket.connection;

import java.time.Duration;

/**
 * The session settings that our statements rely on, regardless of the server's defaults, its {@code init_connect} or a
 * proxy.
 */
final class MySqlSession {
    /**
     * Above the pool's maximum lifetime of a connection. Frees the connection of an instance that the platform killed.
     */
    private static final int WAIT_SECONDS = 150;

    private MySqlSession() {}

    /**
     * Returns one statement, and therefore one round trip, for MySQL 5.7 to 9 and MariaDB 10.6 and later. Variables
     * whose names differ are in comments that only one of the two executes; MySQL before 5.7.20 keeps its isolation
     * level.
     *
     * @param statement the maximum duration of a statement; the server aborts it when we stop waiting
     */
    static String settings(Duration statement) {
        long millis = statement.toMillis();
        long seconds = Math.max(1, (millis + 999) / 1000);
        return "SET NAMES utf8mb4"
                + ", autocommit = 1"
                + ", sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'"
                + ", time_zone = '+00:00'"
                + ", sql_select_limit = 18446744073709551615"
                + ", sql_big_selects = 1"
                + ", sql_safe_updates = 0"
                + ", lock_wait_timeout = " + seconds
                + ", innodb_lock_wait_timeout = " + seconds
                + ", wait_timeout = " + WAIT_SECONDS
                + " /*!50720 , transaction_isolation = 'REPEATABLE-READ', transaction_read_only = 0"
                + ", max_execution_time = " + millis + " */"
                + " /*M!100600 , tx_isolation = 'REPEATABLE-READ', tx_read_only = 0"
                + ", max_statement_time = " + seconds + " */";
    }
}
