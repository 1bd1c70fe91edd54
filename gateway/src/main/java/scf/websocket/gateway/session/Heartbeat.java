package scf.websocket.gateway.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionSettings;

/**
 * The clock of one connection: pings a silent client, gives up one that does not answer, closes one without messages or with no time
 * left. One timer a connection, set to the next moment that matters. A silent client is pinged every {@code ping}, whether or not an
 * answer is awaited: proxies on the way count from the last byte, too. A dead client is noticed at most ping + pong after its last
 * byte was read, also while a slow function keeps its socket from being read. Event loop only.
 */
final class Heartbeat implements Runnable {
    private final SessionContext context;
    private final Owner owner;
    private final EventLoop loop;
    private final ConnectionSettings settings;
    private final long opened;
    private Future<?> timer;
    private long lastBytes;
    private long lastMessage;
    private long lastPing;

    /** When the first ping was sent that nothing has come after. */
    private long awaitingSince;

    private boolean awaitingPong;
    private boolean listening;
    private boolean stopped;

    /** What waits for a client that did not take all of it at once. */
    private @Nullable Future<?> waitingToBeTaken;

    private long waitingSince;

    /** The session whose client it is. */
    interface Owner {
        /** @return false if it has ended, or is about to */
        boolean close(CloseCause cause);

        /** Whether messages of the client are not through yet. */
        boolean isWorking();

        /** Whether the socket is read. */
        boolean isReading();

        /**
         * One read although reading is paused; closes a client that has filled all that may wait.
         *
         * @return false if there is no room for it at present
         */
        boolean readOnce();
    }

    Heartbeat(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
        this.loop = context.channel().eventLoop();
        this.settings = context.settings();
        this.opened = now();
        this.lastBytes = opened;
        this.lastMessage = opened;
        this.lastPing = opened;
        this.timer = loop.schedule(this, nextDelay(lastBytes), TimeUnit.NANOSECONDS);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    /** Whatever comes proves that the client lives, be it half a frame. */
    void bytesReceived() {
        lastBytes = now();
        awaitingPong = false;
    }

    void messageReceived() {
        lastMessage = now();
    }

    void messageSent() {
        lastMessage = now();
    }

    /** While we did not read, the client could not prove anything. */
    void readingResumed() {
        bytesReceived();
    }

    void stop() {
        stopped = true;
        timer.cancel(false);
    }

    @Override
    public void run() {
        context.loop().guarded(this::beat);
    }

    private void beat() {
        long now = now();
        if (settings.limitsDuration() && now - opened >= settings.maxDuration().toNanos()) {
            owner.close(CloseCause.MAX_DURATION);
            return;
        }
        if (owner.isWorking()) {
            // Its messages are not through: it is we who are slow.
            lastMessage = now;
        }
        if (now - lastMessage >= settings.idle().toNanos()) {
            owner.close(CloseCause.IDLE);
            return;
        }
        if (isStalled(now)) {
            owner.close(CloseCause.SLOW_CONSUMER);
            return;
        }
        if (awaitingPong && now - awaitingSince >= settings.pong().toNanos()) {
            if (listening || owner.isReading()) {
                owner.close(CloseCause.PING_TIMEOUT);
                return;
            }
            awaitPong(now);
        }
        if (!stopped && now - lastSign() >= settings.ping().toNanos()) {
            lastPing = now;
            context.outbound().ping();
            if (!awaitingPong) {
                awaitPong(now);
            }
        }
        if (!stopped) {
            timer = loop.schedule(this, nextDelay(now), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * A client that sends and never reads is never silent. It has as long to take what waits for it as a silent one has to answer a ping
     * that has to be sent first.
     */
    private boolean isStalled(long now) {
        Future<?> waiting = waitingToBeTaken;
        if (waiting != null && !waiting.isDone()) {
            return now - waitingSince >= settings.ping().plus(settings.pong()).toNanos();
        }
        waitingToBeTaken = context.outbound().isPending() ? context.outbound().taken() : null;
        waitingSince = now;
        return false;
    }

    /** A pong can only be seen by who reads, be it once, while a slow function keeps the socket from being read. */
    private void awaitPong(long now) {
        awaitingPong = true;
        awaitingSince = now;
        listening = !owner.isReading() && owner.readOnce();
    }

    /** When the client was last heard or pinged. */
    private long lastSign() {
        return lastPing - lastBytes > 0 ? lastPing : lastBytes;
    }

    private long nextDelay(long now) {
        long ping = lastSign() + settings.ping().toNanos() - now;
        long pong = awaitingPong ? awaitingSince + settings.pong().toNanos() - now : Long.MAX_VALUE;
        long idle = lastMessage + settings.idle().toNanos() - now;
        long rest = settings.limitsDuration() ? opened + settings.maxDuration().toNanos() - now : Long.MAX_VALUE;
        return Math.max(1, Math.min(Math.min(rest, idle), Math.min(ping, pong)));
    }
}
