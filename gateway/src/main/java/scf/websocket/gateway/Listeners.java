package scf.websocket.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.options.GatewayOptions;

/** The two listeners of a gateway, the threads that serve them, and all connections that they have accepted. For one thread. */
final class Listeners implements AutoCloseable {
    private final GatewayOptions options;
    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final List<Channel> internal = new ArrayList<>();
    private volatile @Nullable Channel clients;

    /** Opens nothing yet. */
    Listeners(GatewayOptions options) {
        this.options = options;
    }

    /**
     * The way for answers before the way for clients: a function that is called can push at once.
     *
     * @throws ListenException if a port is taken
     */
    void open(ChannelHandler internally, ChannelHandler forClients) {
        Listener listener = new Listener(loops, accepted);
        for (int port : options.push.ports) {
            internal.add(listener.open("--push-port", options.push.host, port, internally));
        }
        clients = listener.open("--port", options.listeners.host, options.listeners.port, forClients);
    }

    /** Whether clients can connect; the internal listener answers a moment earlier. Thread-safe. */
    boolean areOpen() {
        return clients != null;
    }

    /** The threads of all connections. */
    List<Executor> loops() {
        List<Executor> all = new ArrayList<>();
        loops.forEach(all::add);
        return all;
    }

    /** In the order of the options. */
    List<Integer> internalPorts() {
        return internal.stream().map(Listeners::port).toList();
    }

    int clientsPort() {
        return port(Objects.requireNonNull(clients, "open() comes first"));
    }

    private static int port(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Accepts no more clients; those that are there stay. */
    void refuseClients() throws InterruptedException {
        if (clients != null) {
            clients.close().sync();
        }
    }

    /** Accepts nobody any more. */
    void refuseAll() {
        internal.forEach(channel -> channel.close().awaitUninterruptibly());
        if (clients != null) {
            clients.close().awaitUninterruptibly();
        }
    }

    /** Closes all connections and ends the threads. */
    @Override
    public void close() {
        refuseAll();
        // A loop that is stopped while it runs tasks forgets its channels.
        accepted.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
