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
 * Refuses a kept connection that has ended meanwhile, before anything is sent over it: afterwards nobody could tell whether the gateway got the
 * message. OkHttp itself looks only at those that were idle for ten seconds. Thread-safe.
 */
final class HttpLiveConnections implements Interceptor {
    private final Map<Connection, Long> lastUse = Collections.synchronizedMap(new WeakHashMap<>());
    private final Duration keepAlive;
    private final LongSupplier nanoTime;

    /** @param keepAlive age of the last answer from which a connection is not used; a frozen function closes none by itself */
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
        // OkHttp would send the same again at once where that is 0. A 503 is an outcome.
        return response.newBuilder().removeHeader("Retry-After").build();
    }

    /** Nothing may come before a request: the end of the stream, an error, or a byte all mean that it is over. */
    private static boolean hasEnded(Socket socket) {
        try {
            // A socket of TLS has the channel of the one beneath it, whose bytes are TLS' own.
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

    /** For TLS, whose own messages are none of the stream. */
    private static boolean endsWithin(Socket socket, int millis) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        try {
            // Be it the end of the stream or a byte that nobody asked for.
            socket.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }
}
