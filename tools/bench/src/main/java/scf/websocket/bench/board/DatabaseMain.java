package scf.websocket.bench.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import scf.websocket.database.EmbeddedDatabase;

/**
 * A real database server with the project's schema. The arguments are the folder of its files and that of the scripts. Prints port, user
 * and password; then, for each query in a line of input, its first value. Ends with its input.
 */
public final class DatabaseMain {
    private DatabaseMain() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
            database.applyScripts(Path.of(arguments[1]));
            System.out.println(database.port() + " " + database.user() + " " + database.password());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            try (Connection connection = database.connect("SCF_Demo");
                    Statement statement = connection.createStatement()) {
                for (String query = input.readLine(); query != null; query = input.readLine()) {
                    System.out.println(value(statement, query));
                }
            }
        }
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : "";
        }
    }
}
