package scf.websocket.testing.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.cleanup.CleanupFunction;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.GatewayPart;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.gateway.EmbeddedGateway;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.HttpReversePush;
import scf.websocket.push.Message;
import scf.websocket.push.PushReport;
import scf.websocket.register.RegisterFunction;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.transmission.TransmissionFunction;

/**
 * A real gateway on free local ports that calls the three functions with the application under test. The connection
 * store is in memory; handshakes, JSON events and HTTP pushes are those of production. Needs Java 17. Thread-safe.
 */
public final class TestGateway implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final InMemoryConnectionStore connections = new InMemoryConnectionStore();
    private final HttpFunctions functions = new HttpFunctions();
    private final Arrivals arrivals = new Arrivals();
    private final EmbeddedGateway gateway;
    private final HttpReversePush push;

    /**
     * @param other null for the one in memory
     * @param posts whether the functions post every push, as with {@code PUSH_VIA=post}
     */
    private TestGateway(WebSocketApp app, @Nullable ConnectionStore other, boolean posts, List<String> options) {
        ConnectionStore store = other == null ? connections : other;
        gateway = started(options);
        push = HttpReversePush.of(
                Settings.of(Map.of("PUSH_URL", pushUrl(), "PUSH_EXTENDED", "true")), System::nanoTime);
        RegisterFunction register = new RegisterFunction(app, store, push);
        TransmissionFunction transmission = new TransmissionFunction(app, store, push);
        CleanupFunction cleanup = new CleanupFunction(app, store, push);
        functions.serve("register", event -> arrivals.registered(register.mainHandler(seen(event, posts), null)));
        functions.serve("transmission", event -> transmission.mainHandler(seen(event, posts), null));
        functions.serve("cleanup", event -> arrivals.cleanedUp(event, cleanup.mainHandler(seen(event, posts), null)));
    }

    /** Functions post what the gateway does not take in answers. */
    private static WebSocketEvent seen(WebSocketEvent event, boolean posts) {
        GatewayPart announced = event.getGateway();
        if (posts && announced != null && announced.getFeatures() != null) {
            announced.setFeatures(announced.getFeatures().replaceFirst("(^|,)pushes(,|$)", "$1"));
        }
        return event;
    }

    private EmbeddedGateway started(List<String> options) {
        try {
            return EmbeddedGateway.start(withPlaces(options));
        } catch (RuntimeException e) {
            functions.close();
            throw e;
        }
    }

    private String[] withPlaces(List<String> options) {
        List<String> all = new ArrayList<>(List.of("--host=127.0.0.1", "--port=0", "--push-port=0"));
        for (String function : List.of("register", "transmission", "cleanup")) {
            all.add("--" + function + "=" + functions.url(function));
        }
        all.addAll(options);
        return all.toArray(String[]::new);
    }

    /**
     * Starts a gateway.
     *
     * @param app the application, called by several threads, as by several instances of a function
     * @param options command-line options of the gateway, such as {@code --pass-query=user}
     * @throws IllegalArgumentException if an option is invalid
     */
    public static TestGateway start(WebSocketApp app, String... options) {
        return new TestGateway(app, null, false, List.of(options));
    }

    /** Starts a gateway whose functions have another connection store, which the caller closes. */
    static TestGateway start(WebSocketApp app, ConnectionStore store, String... options) {
        return new TestGateway(app, store, false, List.of(options));
    }

    /** Starts one whose functions post every push, as with {@code PUSH_VIA=post}. */
    static TestGateway startPosting(WebSocketApp app, ConnectionStore store) {
        return new TestGateway(app, store, true, List.of());
    }

    /** Connects a client with a minimal handshake. */
    public TestClient connect() {
        return handshake().connect();
    }

    /** Returns a handshake that can carry query parameters, headers and subprotocols. */
    public TestHandshake handshake() {
        return new TestHandshake(URI.create(address()), arrivals);
    }

    /** Returns where other clients connect. */
    String address() {
        return "ws://127.0.0.1:" + gateway.port() + "/release/websocket";
    }

    /** Returns where other back ends push. */
    String pushUrl() {
        return "http://127.0.0.1:" + gateway.pushPort() + "/api-local";
    }

    /** Pushes a message to a client, as a back end outside of the functions does. */
    public PushReport push(ConnectionId to, Message message) {
        return push.send(List.of(to), message, Deadline.in(LIMIT, System::nanoTime));
    }

    /** Closes a connection through the gateway, as a back end outside of the functions does. */
    public PushReport close(ConnectionId id, CloseReason reason) {
        return push.close(id, reason, Deadline.in(LIMIT, System::nanoTime));
    }

    /** Returns the connection store of the functions. Tests can make it fail. */
    public InMemoryConnectionStore connections() {
        return connections;
    }

    /** Closes all connections, waits for their cleanups, and stops. */
    @Override
    public void close() {
        gateway.close();
        push.close();
        functions.close();
    }
}
