package scf.websocket.connection;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Executes a prepared statement. May run more than once. */
@FunctionalInterface
interface MySqlWork<T> {
    T run(PreparedStatement statement) throws SQLException;
}
