package scf.websocket.channels;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.EventReader;
import scf.websocket.event.RequestContext;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.testing.Events;

/** A connection to the application, whose gateway is a {@link RecordingHub}. */
final class ClientUnderTest {
    /** The time of the application at the beginning of a test. */
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    final RecordingHub hub = new RecordingHub();
    private final ChannelsApp app;
    private final String id;

    private ClientUnderTest(ChannelsApp app, String id) {
        this.app = app;
        this.id = id;
    }

    /** Connects, with a row in the table of connections. */
    static ClientUnderTest open(ChannelsApp app, String id, String... subprotocols) {
        return open(app, id, Events.connecting(id, subprotocols));
    }

    /** Connects with a handshake of this event. */
    static ClientUnderTest open(ChannelsApp app, String id, WebSocketEvent handshake) {
        ChannelsDatabase.execute("REPLACE INTO ConnectionID_List VALUES ('" + id + "', UTC_TIMESTAMP(3))");
        ClientUnderTest client = new ClientUnderTest(app, id);
        app.onConnect(new EventReader().readConnect(handshake), client.hub);
        return client;
    }

    /** Connects to the plain room. */
    static ClientUnderTest plain(ChannelsApp app, String id) {
        WebSocketEvent connecting = Events.connecting(id);
        RequestContext context = Objects.requireNonNull(connecting.getRequestContext());
        context.setStage("release");
        context.setPath("/room");
        ClientUnderTest client = new ClientUnderTest(app, id);
        app.onConnect(new EventReader().readConnect(connecting), client.hub);
        return client;
    }

    /** Connects and signs in, without a token. */
    static ClientUnderTest signedIn(ChannelsApp app, String id) {
        ClientUnderTest client = open(app, id);
        client.sends("{\"id\":1,\"connect\":{}}");
        client.hub.said();
        return client;
    }

    /** Returns what the application asks of the gateway when the client sends a frame. */
    List<String> sends(String json) {
        return sends(Events.text(id, SignedTokens.in(json, NOW).replace('\'', '"')));
    }

    List<String> sends(byte[] bytes) {
        return sends(Events.binary(id, bytes));
    }

    /** Sends a text as it is. */
    List<String> says(String text) {
        return sends(Events.text(id, text));
    }

    private List<String> sends(WebSocketEvent event) {
        hub.said();
        event.setContext(hub.context);
        try {
            app.onMessage(new EventReader().readMessage(event), hub);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return hub.said();
    }

    /** Returns what the application asks of the gateway when the connection has ended. */
    List<String> ends() {
        ChannelsDatabase.execute("DELETE FROM ConnectionID_List WHERE ConnectionID = '" + id + "'");
        CloseEvent event = new EventReader().readClose(Events.closing(id));
        hub.said();
        app.onClose(event, hub);
        return hub.said();
    }

    /** Returns what other clients call this one. */
    String client() {
        return Digests.client(ConnectionId.of(id));
    }
}
