package scf.websocket.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.config.Settings;
import scf.websocket.jar.PushServer;
import scf.websocket.jar.TestDatabase;

/** The function with a real database, and with a push URL that records. */
final class ApiUnderTest implements AutoCloseable {
    static final String KEY = "0123456789abcdef0123456789abcdef";

    /** On a busy build machine, a few statements may take longer than SCF's default limit. */
    private static final TimeLimit LONG = new TimeLimit(60_000);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIG = "{'namespaces':[{'name':'chat','presence':true,'join_leave':true,"
            + "'history_size':10,'history_ttl':'1h'},{'name':'live'}]}";

    final PushServer gateway = new PushServer();
    final TestDatabase database = new TestDatabase();
    final ApiFunction function = new ApiFunction(settings(Map.of()));

    Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "API_KEY",
                KEY,
                "CHANNELS_CONFIG",
                json(CONFIG),
                "PUSH_URL",
                gateway.url(),
                "DB_CONNECT_TIMEOUT_MILLIS",
                "5000",
                "DB_QUERY_TIMEOUT_MILLIS",
                "5000"));
        all.putAll(more);
        return Settings.of(database.environment(all));
    }

    /** @param text JSON with ' instead of " */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    static HttpEvent event(String path, String body) {
        HttpEvent event = new HttpEvent();
        event.setHttpMethod("POST");
        event.setPath(path);
        event.setHeaders(new HashMap<>(Map.of("x-api-key", KEY)));
        event.setBody(body);
        return event;
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpReply reply(String path, String body) {
        return function.mainHandler(event(path, json(body)), LONG);
    }

    /** Runs a command that is answered with 200; returns the answer in the notation of {@link #json}. */
    String call(String method, String params) {
        HttpReply reply = reply("/api/" + method, params);
        if (reply.getStatusCode() != 200) {
            throw new AssertionError(reply.getStatusCode() + " " + reply.getBody());
        }
        return reply.getBody().replace('"', '\'');
    }

    /** Stores a subscription, whose client is named like the connection and whose user is its first letter. */
    void subscribe(String channel, String... connections) {
        for (String id : connections) {
            database.execute("INSERT IGNORE INTO ConnectionID_List VALUES ('" + id + "', UTC_TIMESTAMP(3))");
            database.execute("INSERT INTO Subscription (Channel, ConnectionID, Client, UserName, ConnectionInfo,"
                    + " Protobuf, Announced, Since) VALUES ('" + channel + "', '" + id + "', 'client-" + id + "', '"
                    + id.substring(0, 1) + "', '{\"name\":\"N\"}', 0, 0, 1)");
        }
    }

    void clear() {
        database.reset(0);
        List.of("Channel", "Publication", "Subscription", "UserRestriction")
                .forEach(table -> database.execute("DELETE FROM " + table));
        gateway.down(false);
        gateway.forget();
    }

    /** Returns the rows of restrictions: user, kind, channel, end in milliseconds; sorted. */
    List<String> restrictions() {
        try (var connection = database.server().connect("SCF_Demo");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT CONCAT_WS(' ', UserName, Kind, Channel, Expires) AS Line FROM UserRestriction ORDER BY 1")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        function.close();
        gateway.close();
        database.close();
    }
}
