package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisServer;
import scf.websocket.database.DatabaseStartException;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.testing.process.FreePorts;

/**
 * The servers that a Web function needs, running on the loopback interface: a MariaDB with the schema, and a Redis
 * without persistence.
 */
public final class TrainingServers implements AutoCloseable {
    /** The bearer token of the reverse push. */
    public static final String PUSH_TOKEN = "a-token-of-the-training-run";

    private static final String DATABASE = "SCF_Demo";

    private final EmbeddedDatabase database;
    private final RedisServer redis;
    private final int redisPort;

    private TrainingServers(EmbeddedDatabase database, RedisServer redis, int redisPort) {
        this.database = database;
        this.redis = redis;
        this.redisPort = redisPort;
    }

    /**
     * Starts both servers, without any stored connections.
     *
     * @param data the database's data directory
     * @param schema the project's directory {@code sql}
     * @throws PackageException if a server cannot be started on this machine
     */
    public static TrainingServers start(Path data, Path schema) {
        EmbeddedDatabase database;
        try {
            database = EmbeddedDatabase.start(data);
        } catch (DatabaseStartException e) {
            throw new PackageException("No MariaDB for the training run: " + e.getMessage(), e);
        }
        try {
            database.applyScripts(schema);
            forgetConnections(database);
            int port = FreePorts.take();
            RedisServer redis = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            redis.start();
            return new TrainingServers(database, redis, port);
        } catch (IOException e) {
            database.close();
            throw new PackageException("No Redis for the training run: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Deletes the rows of an earlier run that was killed. */
    private static void forgetConnections(EmbeddedDatabase database) {
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM ConnectionID_List");
        } catch (SQLException e) {
            throw new PackageException("The database of the training run cannot be used: " + e.getMessage(), e);
        }
    }

    /** Returns the variables of {@code web-fn/serverless.yml} that locate the servers. */
    public Map<String, String> environment() {
        return Map.of(
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                "" + database.port(),
                "DB_DATABASE",
                DATABASE,
                "DB_USER",
                database.user(),
                "DB_PASSWORD",
                database.password(),
                "GATEWAY_PUSH_TOKENS",
                PUSH_TOKEN,
                "GATEWAY_REDIS",
                "redis://127.0.0.1:" + redisPort);
    }

    /** Returns the connection ids in the table. */
    public List<String> connectionIds() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = database.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ConnectionID FROM ConnectionID_List")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    @Override
    public void close() {
        try (database) {
            redis.stop();
        } catch (IOException e) {
            throw new PackageException("Redis does not stop: " + e.getMessage(), e);
        }
    }
}
