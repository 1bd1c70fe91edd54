package scf.websocket.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import scf.websocket.database.SqlScriptException;
import scf.websocket.database.SqlScripts;

/** Brings a database of the user to the current schema. */
final class Schema {
    private Schema() {}

    /**
     * Applies the scripts. A user without the right to do so is fine if the table exists already.
     *
     * @throws LocalException if the server cannot be reached, refuses the user, or has no table; the message says which and what to do
     */
    static void apply(DatabaseAddress database, Path scripts) {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            apply(connection, database, scripts);
        } catch (SQLException e) {
            throw LocalException.explained(
                    "own-database", "The database " + database + " cannot be used: " + reason(e), e);
        }
    }

    private static void apply(Connection connection, DatabaseAddress database, Path scripts) {
        try {
            SqlScripts.apply(
                    connection, scripts, script -> script.replace(DatabaseAddress.DEFAULT_NAME, database.name()));
        } catch (SqlScriptException e) {
            if (!hasTable(connection, database)) {
                throw LocalException.explained(
                        "schema",
                        e.getMessage() + "\nThe user of --db-user must be allowed to make tables, or somebody who is"
                                + " applies the scripts of " + scripts + " first.",
                        e);
            }
        }
    }

    /**
     * Runs an application's own script, in the database of our tables.
     *
     * @throws LocalException if the server refuses a statement of it, with the reason
     */
    static void run(Path script, DatabaseAddress database) {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            connection.setCatalog(database.name());
            SqlScripts.run(connection, script);
        } catch (SQLException e) {
            throw refused(script, e);
        } catch (SqlScriptException e) {
            throw refused(script, e.getCause() == null ? e : e.getCause());
        }
    }

    private static LocalException refused(Path script, Throwable reason) {
        return LocalException.ofOption("--sql: " + script + " cannot be run: " + reason.getMessage());
    }

    private static boolean hasTable(Connection connection, DatabaseAddress database) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(
                    "SELECT ConnectionID, `Date` FROM " + database.name() + ".ConnectionID_List LIMIT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static String reason(SQLException failure) {
        // 08: no connection. The driver's message is a page long and says no more.
        return failure.getSQLState() != null && failure.getSQLState().startsWith("08")
                ? "nothing answers there. Check --db-host and --db-port, and that the server runs."
                : failure.getMessage() + ". Check --db-user and --db-password.";
    }
}
