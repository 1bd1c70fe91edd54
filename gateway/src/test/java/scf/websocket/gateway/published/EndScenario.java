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

/** One connection to published functions, and the cause that is to end it. */
final class EndScenario {
    private final PublishedEnvironment environment;
    private final GatewayProcess gateway;
    private final FunctionHost host;
    private final CloseCause cause;
    private final String tag;

    EndScenario(PublishedEnvironment environment, GatewayProcess gateway, FunctionHost host, CloseCause cause) {
        this(environment, gateway, host, cause, cause.wireName());
    }

    /** @param tag identifies the connection at its host and may hold a marker for {@code host.py}; unique for each host */
    EndScenario(
            PublishedEnvironment environment, GatewayProcess gateway, FunctionHost host, CloseCause cause, String tag) {
        this.environment = environment;
        this.gateway = gateway;
        this.host = host;
        this.cause = cause;
        this.tag = tag;
    }

    /** Sends a handshake without reading the response. */
    RawClient beginHandshake() {
        return gateway.raw().handshake(host.published().path() + "?name=ann", "Sec-WebSocket-Protocol: " + tag);
    }

    RawWebSocket open() {
        RawClient client = beginHandshake();
        assertThat(client.readHttp()).as("%s, %s", host.published(), tag).startsWith("HTTP/1.1 101 ");
        return RawWebSocket.on(client);
    }

    /** Connects a client that answers pings. */
    TestClient connect() {
        URI uri =
                URI.create("ws://127.0.0.1:" + gateway.port() + host.published().path() + "?name=ann");
        return TestClient.connect(uri, tag);
    }

    String id() {
        return host.awaitId(tag);
    }

    /** Pushes this text to the connection and returns the status. */
    int push(String text) {
        String head =
                "{\"action\":\"data send\",\"secConnectionID\":\"" + id() + "\",\"dataType\":\"text\",\"data\":\"";
        return environment.push(host.published(), head + text + "\"}");
    }

    /** Pushes {@code closing} to the connection and returns the status. */
    int kick() {
        return environment.push(host.published(), "{\"action\":\"closing\",\"secConnectionID\":\"" + id() + "\"}");
    }

    void release() {
        host.release();
    }

    /** Reads until the close frame, which must have the close code of the cause. */
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

    /** Waits until cleanup has returned for this cause; the functions must then have removed the connection. */
    void awaitCleanup() {
        String id = id();
        Await.until(
                "cleanup of " + host.published() + " for " + tag + ": " + host.cleanups(id),
                FunctionHost.TIMEOUT,
                () -> host.isCleanedUp(id, cause.wireName()));
        assertThat(host.stored()).as("%s, %s", host.published(), tag).doesNotContain(id);
    }

    /** The cleanups that began for this connection. */
    List<Invocation> cleanups() {
        return host.cleanups(id());
    }

    /** Exactly one cleanup ran. Call this after the gateway has stopped, when no other can follow. */
    void assertCleanedUpOnce() {
        assertThat(cleanups())
                .as("%s, %s", host.published(), tag)
                .singleElement()
                .extracting(Invocation::cause)
                .isEqualTo(cause.wireName());
    }
}
