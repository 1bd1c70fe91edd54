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
 * and password; then, for each line of input, the number of stored connections. Ends with its input.
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
                while (input.readLine() != null) {
                    System.out.println(rows(statement));
                }
            }
        }
    }

    private static long rows(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM ConnectionID_List")) {
            result.next();
            return result.getLong(1);
        }
    }
}
