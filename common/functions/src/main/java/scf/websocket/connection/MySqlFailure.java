package scf.websocket.connection;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;

/** Classifies the failure of a statement. */
public enum MySqlFailure {
    /** The statement conflicted with another one: retry it on the same connection. */
    CONFLICT,

    /**
     * The server no longer accepts writes or connections: retry on a new connection, which may reach another server.
     */
    SERVER_LEFT,

    /** Any other failure, including a time-out: do not retry. A new connection may work for the next event. */
    LASTING;

    /** Deadlock; record changed (MariaDB); conflict between group members (MySQL). */
    private static final Set<Integer> CONFLICTS = Set.of(1213, 1020, 3101);

    /** Read-only table, server option, transaction, server mode or engine. */
    private static final Set<Integer> READ_ONLY = Set.of(1036, 1290, 1792, 1836, 1874);

    /**
     * Shutting down (1053, 1077 to 1079), not part of its cluster (1047), offline (3032), the server killed the
     * connection (1152, 1184, 1927, 3169, 4031) or the statement (1317), network errors on the server's side (1158 to
     * 1161).
     */
    private static final Set<Integer> LEFT =
            Set.of(1047, 1053, 1077, 1078, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927, 3032, 3169, 4031);

    public static MySqlFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (root(e) instanceof SocketTimeoutException) {
            // Do not wait a second time; the server may still be executing the statement.
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
