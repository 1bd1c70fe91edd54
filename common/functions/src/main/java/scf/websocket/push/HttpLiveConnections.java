package scf.websocket.push;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Rejects a pooled connection that is closed, before a request is written to it: afterwards we could not tell whether
 * the gateway received the message. OkHttp checks only connections that were idle for ten seconds. Thread-safe.
 */
final class HttpLiveConnections implements Interceptor {
    private final Map<Connection, Long> lastUse = Collections.synchronizedMap(new WeakHashMap<>());
    private final Duration keepAlive;
    private final LongSupplier nanoTime;

    /**
     * @param keepAlive how long after its last answer a connection may be reused; a frozen function cannot close idle
     *     ones
     */
    HttpLiveConnections(Duration keepAlive, LongSupplier nanoTime) {
        this.keepAlive = keepAlive;
        this.nanoTime = nanoTime;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection == null) {
            throw new IllegalStateException("a network interceptor has a connection");
        }
        Long last = lastUse.get(connection);
        if (last != null && (nanoTime.getAsLong() - last > keepAlive.toNanos() || hasEnded(connection.socket()))) {
            throw new IOException("the kept connection has ended");
        }
        Response response = chain.proceed(chain.request());
        lastUse.put(connection, nanoTime.getAsLong());
        // With Retry-After: 0, OkHttp would resend at once. For us a 503 is an outcome.
        return response.newBuilder().removeHeader("Retry-After").build();
    }

    /** Returns whether the connection is closed: end of stream, an error, or a byte that arrives before a request. */
    private static boolean hasEnded(Socket socket) {
        try {
            // A TLS socket returns the channel of the underlying socket, which carries TLS records.
            SocketChannel channel = socket instanceof SSLSocket ? null : socket.getChannel();
            return channel == null ? endsWithin(socket, 1) : !isSilent(channel);
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isSilent(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Reads through TLS, because TLS messages such as session tickets do not appear in the stream. */
    private static boolean endsWithin(Socket socket, int millis) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        try {
            // Returns on the end of the stream, or on an unexpected byte.
            socket.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }
}
