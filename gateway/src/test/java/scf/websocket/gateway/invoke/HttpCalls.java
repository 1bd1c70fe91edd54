package scf.websocket.gateway.invoke;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import scf.websocket.gateway.metrics.FunctionKind;

/** Calls {@code http:} and {@code https:} targets with the limits of a test. */
final class HttpCalls implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);

    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    final HttpConnections connections;

    HttpCalls() {
        this(HttpLimits.of(512));
    }

    HttpCalls(HttpLimits limits) {
        this.connections = new HttpConnections(new HttpLoops(loops), limits, System::nanoTime);
    }

    HttpCalls(HttpLimits limits, HttpNames names) {
        this.connections = new HttpConnections(new HttpLoops(loops), limits, names, jdk());
    }

    HttpCalls(HttpLimits limits, HttpNames names, SSLContext tls) {
        this.connections = new HttpConnections(new HttpLoops(loops), limits, names, tls);
    }

    private static SSLContext jdk() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpInvoker invoker(String url, Duration timeLimit) {
        URI uri = URI.create(url);
        return new HttpInvoker(connections.clients(uri.getScheme()), uri, timeLimit, FunctionKind.TRANSMISSION, null);
    }

    CompletableFuture<InvocationOutcome> begin(String url) {
        return begin(url, LIMIT, EVENT);
    }

    CompletableFuture<InvocationOutcome> begin(String url, Duration timeLimit, byte[] event) {
        return invoker(url, timeLimit).invoke(event).toCompletableFuture();
    }

    InvocationOutcome call(String url) {
        return outcome(begin(url));
    }

    InvocationOutcome call(int port) {
        return call("http://127.0.0.1:" + port + "/");
    }

    InvocationOutcome call(int port, Duration timeLimit) {
        return outcome(begin("http://127.0.0.1:" + port + "/", timeLimit, EVENT));
    }

    static InvocationOutcome outcome(CompletableFuture<InvocationOutcome> call) {
        return call.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** The body of an answered call; {@code toString} of any other outcome. */
    static String text(InvocationOutcome outcome) {
        return outcome instanceof InvocationOutcome.Answered answered
                ? new String(answered.body(), StandardCharsets.UTF_8)
                : outcome.toString();
    }

    @Override
    public void close() {
        connections.close();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
