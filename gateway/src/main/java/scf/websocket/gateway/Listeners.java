package scf.websocket.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.options.GatewayOptions;

/** The two listeners of a gateway, the event loops, and all accepted connections. Not thread-safe. */
final class Listeners implements AutoCloseable {
    private final GatewayOptions options;
    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final List<Channel> internal = new ArrayList<>();
    private volatile @Nullable Channel clients;

    Listeners(GatewayOptions options) {
        this.options = options;
    }

    /**
     * Opens the internal listener before the public one, so that functions can push as soon as they are invoked.
     *
     * @throws ListenException if a port cannot be opened
     */
    void open(ChannelHandler internally, ChannelHandler forClients) {
        Listener listener = new Listener(loops, accepted);
        for (int port : options.push.ports) {
            internal.add(listener.open("--push-port", options.push.host, port, internally));
        }
        clients = listener.open("--port", options.listeners.host, options.listeners.port, forClients);
    }

    /** Whether clients can connect; the internal listener responds slightly earlier. Thread-safe. */
    boolean areOpen() {
        return clients != null;
    }

    /** Returns the event loops of all connections, which also call the functions. Thread-safe. */
    EventLoopGroup group() {
        return loops;
    }

    /** Returns each event loop of {@link #group}. */
    List<EventExecutor> loops() {
        List<EventExecutor> all = new ArrayList<>();
        loops.forEach(all::add);
        return all;
    }

    /** Returns the ports in the order of the options. */
    List<Integer> internalPorts() {
        return internal.stream().map(Listeners::port).toList();
    }

    int clientsPort() {
        return port(Objects.requireNonNull(clients, "call open() first"));
    }

    private static int port(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Stops accepting clients; existing connections stay open. */
    void refuseClients() throws InterruptedException {
        if (clients != null) {
            clients.close().sync();
        }
    }

    /** Stops accepting connections on all listeners. */
    void refuseAll() {
        internal.forEach(channel -> channel.close().awaitUninterruptibly());
        if (clients != null) {
            clients.close().awaitUninterruptibly();
        }
    }

    /** Closes all connections, but leaves the event loops running for those to functions. */
    void disconnectAll() {
        refuseAll();
        accepted.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Closes all connections and stops the event loops. */
    @Override
    public void close() {
        // An event loop that is shut down while it runs tasks loses track of its channels.
        disconnectAll();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
