package scf.websocket.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Numbered, re-runnable {@code *.sql} scripts, applied in the order of their names. */
public final class SqlScripts {
    private SqlScripts() {}

    /**
     * Applies all scripts of a folder, each as one batch of statements; the first failure ends it. Not a transaction: the
     * statements of a schema commit by themselves.
     *
     * @param connection opened with {@code allowMultiQueries=true}; stays open
     * @throws SqlScriptException naming the script that failed
     */
    public static void apply(Connection connection, Path folder) {
        apply(connection, folder, script -> script);
    }

    /**
     * The same, each script changed first.
     *
     * @param change gets and returns a script's text
     * @throws SqlScriptException naming the script that failed
     */
    public static void apply(Connection connection, Path folder, UnaryOperator<String> change) {
        for (Path script : in(folder)) {
            run(connection, script, change);
        }
    }

    /**
     * Runs one script, as one batch of statements.
     *
     * @param connection opened with {@code allowMultiQueries=true}; stays open
     * @throws SqlScriptException naming the script, if it failed
     */
    public static void run(Connection connection, Path script) {
        run(connection, script, text -> text);
    }

    private static void run(Connection connection, Path script, UnaryOperator<String> change) {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(change.apply(Files.readString(script)));
            // The failure of a later statement only surfaces when its result is fetched.
            while (rows || statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
        } catch (SQLException | IOException e) {
            throw new SqlScriptException(script, e);
        }
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SqlScriptException(folder, e);
        }
    }
}
