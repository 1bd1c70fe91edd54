package scf.websocket.testing.gateway;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** A client's handshake, with optional query parameters, headers and subprotocols. Used once; not thread-safe. */
public final class TestHandshake {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI address;
    private final Arrivals arrivals;
    private final List<String> query = new ArrayList<>();
    private final List<String> subprotocols = new ArrayList<>();
    private final WebSocket.Builder builder =
            HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(TestSocket.SECONDS));

    TestHandshake(URI address, Arrivals arrivals) {
        this.address = address;
        this.arrivals = arrivals;
    }

    /** Adds a query parameter. {@code onConnect} sees it if {@code --pass-query} names it. */
    public TestHandshake query(String name, String value) {
        query.add(encoded(name) + "=" + encoded(value));
        return this;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Adds a header. {@code onConnect} sees it if {@code --pass-headers} names it. */
    public TestHandshake header(String name, String value) {
        builder.header(name, value);
        return this;
    }

    /** Offers subprotocols, in order of preference. */
    public TestHandshake subprotocols(String... names) {
        subprotocols.addAll(List.of(names));
        return this;
    }

    /**
     * Connects.
     *
     * @throws HandshakeRefusedException if the answer is not 101
     */
    public TestClient connect() {
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        return arrivals.arrive(this::open);
    }

    private TestSocket open() {
        TestSocket socket = new TestSocket();
        try {
            socket.opened(builder.buildAsync(target(), socket).join());
            return socket;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new HandshakeRefusedException(refused.getResponse().statusCode(), e);
            }
            throw e;
        }
    }

    private URI target() {
        return query.isEmpty() ? address : URI.create(address + "?" + String.join("&", query));
    }
}
