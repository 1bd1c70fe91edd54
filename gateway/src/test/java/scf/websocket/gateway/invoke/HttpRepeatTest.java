package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import scf.websocket.gateway.metrics.FunctionKind;

/** When a request is repeated: failures at moments that no real server can produce on demand. */
class HttpRepeatTest {
    private final HttpCalls calls = new HttpCalls();

    @AfterEach
    void close() {
        calls.close();
    }

    private InvocationOutcome invoke(Faults faults, int port) {
        HttpLoops.Values<HttpClient> clients = calls.connections
                .clients("http")
                .map(client -> client.doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(faults)));
        return HttpCalls.outcome(new HttpInvoker(
                        clients,
                        URI.create("http://127.0.0.1:" + port + "/"),
                        Duration.ofSeconds(5),
                        FunctionKind.REGISTER,
                        null)
                .invoke(new byte[] {'{', '}'})
                .toCompletableFuture());
    }

    @Test
    void repeatsARequestThatWasNotSent() {
        Faults faults = new Faults(true);
        assertThat(invoke(faults, 1)).isEqualTo(new InvocationOutcome.Unreachable("broken 2"));
        assertThat(faults.broken.get()).isEqualTo(2);
    }

    @Test
    void doesNotRepeatARequestThatMayHaveBeenSent() {
        Faults faults = new Faults(false);
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> exchange.untilClosed())) {
            assertThat(invoke(faults, server.port())).isInstanceOf(InvocationOutcome.Failed.class);
            assertThat(faults.broken.get()).isEqualTo(1);
            assertThat(faults.connects.get()).isEqualTo(1);
        }
    }

    /** Fails connections either while they open or while the request is written. */
    @ChannelHandler.Sharable
    private static final class Faults extends ChannelDuplexHandler {
        private final boolean atConnect;
        final AtomicInteger broken = new AtomicInteger();
        final AtomicInteger connects = new AtomicInteger();

        Faults(boolean atConnect) {
            this.atConnect = atConnect;
        }

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            connects.incrementAndGet();
            if (atConnect) {
                promise.setFailure(new ConnectException("broken " + broken.incrementAndGet()));
            } else {
                context.connect(remote, local, promise);
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            broken.incrementAndGet();
            promise.setFailure(new IOException("Connection reset by peer"));
        }
    }
}
