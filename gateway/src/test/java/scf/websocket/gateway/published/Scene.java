package scf.websocket.gateway.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** One connection with published functions that is going to end in one way. */
final class Scene {
    private final PublishedWorld world;
    private final GatewayProcess gateway;
    private final FunctionHost host;
    private final CloseCause cause;
    private final String tag;

    Scene(PublishedWorld world, GatewayProcess gateway, FunctionHost host, CloseCause cause) {
        this(world, gateway, host, cause, cause.wireName());
    }

    /** @param tag of the connection, and what {@code host.py} reads in it; one of its own for each connection of a host */
    Scene(PublishedWorld world, GatewayProcess gateway, FunctionHost host, CloseCause cause, String tag) {
        this.world = world;
        this.gateway = gateway;
        this.host = host;
        this.cause = cause;
        this.tag = tag;
    }

    /** A handshake whose answer has not been read. */
    RawClient knock() {
        return gateway.raw().handshake(host.published().path() + "?name=ann", "Sec-WebSocket-Protocol: " + tag);
    }

    RawWebSocket open() {
        RawClient client = knock();
        assertThat(client.readHttp()).as("%s, %s", host.published(), tag).startsWith("HTTP/1.1 101 ");
        return RawWebSocket.on(client);
    }

    /** A client that answers pings. */
    TestClient connect() {
        URI uri =
                URI.create("ws://127.0.0.1:" + gateway.port() + host.published().path() + "?name=ann");
        return TestClient.connect(uri, tag);
    }

    String id() {
        return host.awaitId(tag);
    }

    /** The status of a push of that text to this connection. */
    int push(String text) {
        String head =
                "{\"action\":\"data send\",\"secConnectionID\":\"" + id() + "\",\"dataType\":\"text\",\"data\":\"";
        return world.push(host.published(), head + text + "\"}");
    }

    /** The status of a push of {@code closing} to this connection. */
    int kick() {
        return world.push(host.published(), "{\"action\":\"closing\",\"secConnectionID\":\"" + id() + "\"}");
    }

    void release() {
        host.release();
    }

    /** Reads on until the close frame, which must be the one of the cause. */
    void expectClose(RawWebSocket client) {
        RawWebSocket.Frame frame = client.next();
        while (frame.firstByte() != RawWebSocket.CLOSE) {
            assertThat(frame.firstByte())
                    .as("%s, %s: the socket ended without a close frame", host.published(), tag)
                    .isNotEqualTo(RawWebSocket.END);
            frame = client.next();
        }
        assertThat(frame.code()).isEqualTo(cause.closeCode());
    }

    /** Cleanup has been called for this cause and has returned, and the functions have forgotten the connection. */
    void awaitCleanup() {
        String id = id();
        Await.until(
                host.published() + " clean up after " + tag + ": " + host.cleanups(id),
                FunctionHost.PATIENCE,
                () -> host.isCleanedUp(id, cause.wireName()));
        assertThat(host.stored()).as("%s, %s", host.published(), tag).doesNotContain(id);
    }

    /** The cleanups that began for it. */
    List<Invocation> cleanups() {
        return host.cleanups(id());
    }

    /** There was one cleanup and there will be no other: to be asked when the gateway has stopped. */
    void assertCleanedUpOnce() {
        assertThat(cleanups())
                .as("%s, %s", host.published(), tag)
                .singleElement()
                .extracting(Invocation::cause)
                .isEqualTo(cause.wireName());
    }
}
