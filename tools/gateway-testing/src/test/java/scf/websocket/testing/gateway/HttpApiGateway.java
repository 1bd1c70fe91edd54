package scf.websocket.testing.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.qcloud.scf.runtime.Context;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import scf.websocket.api.ApiFunction;
import scf.websocket.api.HttpEvent;
import scf.websocket.channels.ChannelsApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.jar.TestDatabase;

/** The channels and their HTTP API behind a real gateway, with a real database. */
final class HttpApiGateway implements AutoCloseable {
    static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIG = ("{'namespaces':[{'name':'chat','presence':true,'history_size':1000,"
                    + "'history_ttl':'24h','force_recovery':true,'allow_subscribe_for_client':true,"
                    + "'allow_subscribe_for_anonymous':true}]}")
            .replace('\'', '"');

    /** Of the function. */
    private static final Context LIMIT = new Context() {
        @Override
        public int getTimeLimitInMs() {
            return 10_000;
        }

        @Override
        public int getMemoryLimitInMb() {
            return 512;
        }

        @Override
        public String getRequestId() {
            return "request-1";
        }
    };

    private final String config;
    private final TestDatabase database = new TestDatabase();
    private final MySqlConnectionStore connections;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer functionHost;
    private final TestGateway gateway;
    private final ApiFunction api;

    HttpApiGateway() {
        this(CONFIG);
    }

    /** @param config {@code CHANNELS_CONFIG} */
    HttpApiGateway(String config) {
        this.config = config;
        connections = MySqlConnectionStore.of(settings(Map.of()));
        for (String table : List.of("Channel", "Publication", "Subscription")) {
            database.execute("DELETE FROM " + table);
        }
        database.reset(0);
        functionHost = host();
        gateway = TestGateway.start(
                new ChannelsApp(
                        settings(Map.of()), connections.shared(DataSource.class).orElseThrow()),
                connections,
                "--api=http://127.0.0.1:" + functionHost.getAddress().getPort() + "/");
        api = new ApiFunction(settings(Map.of("PUSH_URL", gateway.pushUrl(), "API_KEY", KEY)));
        functionHost.createContext("/", exchange -> {
            try (exchange) {
                HttpEvent event = JSON.readValue(exchange.getRequestBody(), HttpEvent.class);
                byte[] reply = JSON.writeValueAsBytes(api.mainHandler(event, LIMIT));
                exchange.sendResponseHeaders(200, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
    }

    private HttpServer host() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("CHANNELS_CONFIG", config);
        all.put("AUTH_MODE", "anonymous");
        all.put("PUSH_EXTENDED", "true");
        all.put("DB_CONNECT_TIMEOUT_MILLIS", "5000");
        all.put("DB_QUERY_TIMEOUT_MILLIS", "5000");
        return Settings.of(database.environment(all));
    }

    /** Returns where back ends call the API. */
    String url() {
        return gateway.pushUrl().replaceAll("/[^/]*$", "/api");
    }

    /** Returns where clients connect. */
    String address() {
        return gateway.address();
    }

    TestClient connect() {
        return gateway.connect();
    }

    @Override
    public void close() {
        gateway.close();
        functionHost.stop(0);
        threads.shutdownNow();
        api.close();
        connections.close();
        database.close();
    }
}
