package scf.websocket.bench.capacity;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.process.Await;

/** WebSocket clients of one gateway, without TLS, at most {@value #AT_A_TIME} handshakes at once. For one thread, {@link #told} for any. */
final class Clients implements AutoCloseable {
    static final int AT_A_TIME = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final List<Client> open = new ArrayList<>();
    private final Tally tally = new Tally();
    private final int port;

    Clients(int port) {
        this.port = port;
    }

    /** Opens clients and keeps them. */
    void open(int count) {
        Semaphore handshakes = new Semaphore(AT_A_TIME);
        for (int i = 0; i < count; i++) {
            take(handshakes, 1);
            Client client = new Client(open.size(), tally, handshakes::release, () -> {});
            connect(client);
            open.add(client);
        }
        take(handshakes, AT_A_TIME);
        tally.check();
    }

    /** Opens clients that close at once; returns when the gateway has closed all of them. */
    long openAndClose(int count) {
        Semaphore connections = new Semaphore(AT_A_TIME);
        for (int i = 0; i < count; i++) {
            take(connections, 1);
            Client client = new Client(i, tally, () -> {}, connections::release);
            client.closeWhenOpen();
            connect(client);
        }
        take(connections, AT_A_TIME);
        tally.check();
        return count;
    }

    private void connect(Client client) {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(client);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener(done -> client.connected(done.isSuccess()));
    }

    private static void take(Semaphore semaphore, int permits) {
        try {
            if (!semaphore.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gateway has answered nothing for " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each open client sends messages, each after {@link #told} has reported the previous one. */
    long sendOneByOne(int each) {
        long wanted = tally.sent() + (long) each * open.size();
        open.forEach(client -> client.send(each));
        Await.until("all messages came", PATIENCE, () -> tally.sent() == wanted);
        tally.check();
        return (long) each * open.size();
    }

    /** Reports that a message reached the function. */
    void told(String text) {
        open.get(Client.number(text)).came();
    }

    /** Returns when {@code count} messages more than {@code before} have been received. */
    void awaitReceived(long before, long count) {
        Await.until(count + " messages were received", PATIENCE, () -> tally.received() == before + count);
    }

    long received() {
        return tally.received();
    }

    long pings() {
        return tally.pings();
    }

    int size() {
        return open.size();
    }

    /** Closes all clients, and returns when the gateway has closed them, too. */
    void closeAll() {
        open.forEach(Client::closeWhenOpen);
        Await.until("all are closed", PATIENCE, () -> open.stream().allMatch(Client::isClosed));
        open.clear();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
