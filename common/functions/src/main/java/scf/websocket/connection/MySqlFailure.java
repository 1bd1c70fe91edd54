package scf.websocket.connection;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;

/** What a statement's failure says of the server and of the connection to it. */
enum MySqlFailure {
    /** It met another statement: worth another try, on the same connection. */
    CONFLICT,

    /** This is no server to write to, or not any more: worth another try, on a new connection, which may lead to another server. */
    SERVER_LEFT,

    /** Anything else, a statement that took too long among it. Another connection may do better for the next event. */
    LASTING;

    /** Deadlock; a record that has changed (MariaDB); a conflict between the members of a group (MySQL). */
    private static final Set<Integer> CONFLICTS = Set.of(1213, 1020, 3101);

    /** Read-only: the table, the server by option, the transaction, the server by mode, the engine. */
    private static final Set<Integer> READ_ONLY = Set.of(1036, 1290, 1792, 1836, 1874);

    /**
     * Shutting down (1053, 1077 to 1079), not part of its cluster (1047), off line (3032), connection ended from the other side (1152,
     * 1184, 1927, 3169, 4031) or statement (1317), network trouble on the server's side (1158 to 1161).
     */
    private static final Set<Integer> LEFT =
            Set.of(1047, 1053, 1077, 1078, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927, 3032, 3169, 4031);

    static MySqlFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (root(e) instanceof SocketTimeoutException) {
            // Waited long enough once; and the server may be at it still.
            return LASTING;
        }
        if (CONFLICTS.contains(e.getErrorCode()) || state.equals("40001")) {
            return CONFLICT;
        }
        if (READ_ONLY.contains(e.getErrorCode())
                || LEFT.contains(e.getErrorCode())
                || state.equals("25006")
                || state.startsWith("08")) {
            return SERVER_LEFT;
        }
        return LASTING;
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
