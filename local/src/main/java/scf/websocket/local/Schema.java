package scf.websocket.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import scf.websocket.database.SqlScriptException;
import scf.websocket.database.SqlScripts;

/** Brings a database of one's own to the present schema. */
final class Schema {
    private Schema() {}

    /** @throws LocalException if the server cannot be reached or refuses, saying which of the two and what to do */
    static void apply(DatabaseAddress database, Path scripts) {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            SqlScripts.apply(connection, scripts);
        } catch (SQLException e) {
            throw new LocalException("The database " + database + " cannot be used: " + reason(e), e);
        } catch (SqlScriptException e) {
            throw new LocalException(
                    e.getMessage()
                            + "\nThe user of --db-user must be allowed to make tables, or somebody who is applies "
                            + scripts + " first.",
                    e);
        }
    }

    private static String reason(SQLException failure) {
        // 08: no connection; the driver's own words for it are a page long and do not say more.
        return failure.getSQLState() != null && failure.getSQLState().startsWith("08")
                ? "nothing answers there. Check --db-host and --db-port, and that the server runs."
                : failure.getMessage() + ". Check --db-user and --db-password.";
    }
}
