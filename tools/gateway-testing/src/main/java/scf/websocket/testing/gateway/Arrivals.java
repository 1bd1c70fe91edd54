package scf.websocket.testing.gateway;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.EventReader;
import scf.websocket.event.EventReply;
import scf.websocket.event.RegisterReply;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.event.WebSocketPart;

/**
 * Tracks which connection id belongs to a client, and when its cleanup has finished; only the functions know both.
 * Thread-safe.
 */
final class Arrivals {
    private final Map<ConnectionId, CompletableFuture<Void>> cleanups = new ConcurrentHashMap<>();
    private final EventReader events = new EventReader();
    private volatile @Nullable ConnectionId newest;

    /** Records the answer of the register function. */
    RegisterReply registered(RegisterReply reply) {
        WebSocketPart websocket = reply.getWebsocket();
        if (websocket != null) {
            newest = ConnectionId.of(websocket.getSecConnectionID());
        }
        return reply;
    }

    /** Records the answer of the cleanup function to an event. */
    EventReply cleanedUp(WebSocketEvent event, EventReply reply) {
        if (reply.getErrNo() == 0) {
            cleanup(events.readClose(event).connectionId()).complete(null);
        }
        return reply;
    }

    /** Connects clients one at a time, so that the connection registered in the meantime belongs to this client. */
    synchronized TestClient arrive(Supplier<TestSocket> connecting) {
        newest = null;
        TestSocket socket = connecting.get();
        ConnectionId id = newest;
        if (id == null) {
            throw new IllegalStateException("connected without being registered");
        }
        return new TestClient(id, socket, cleanup(id));
    }

    private CompletableFuture<Void> cleanup(ConnectionId id) {
        return cleanups.computeIfAbsent(id, any -> new CompletableFuture<>());
    }
}
