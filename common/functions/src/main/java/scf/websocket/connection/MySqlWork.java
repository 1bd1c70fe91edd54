package scf.websocket.connection;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What is done with a prepared statement. May be run twice. */
@FunctionalInterface
interface MySqlWork<T> {
    T run(PreparedStatement statement) throws SQLException;
}
