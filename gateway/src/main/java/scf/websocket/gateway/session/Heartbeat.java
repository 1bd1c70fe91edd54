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
    private final Session session;
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

    Heartbeat(Session session, EventLoop loop, ConnectionSettings settings) {
        this.session = session;
        this.loop = loop;
        this.settings = settings;
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
        session.guarded(this::beat);
    }

    private void beat() {
        long now = now();
        if (settings.limitsDuration() && now - opened >= settings.maxDuration().toNanos()) {
            session.close(CloseCause.MAX_DURATION);
            return;
        }
        if (session.isWorking()) {
            // Its messages are not through: it is we who are slow.
            lastMessage = now;
        }
        if (now - lastMessage >= settings.idle().toNanos()) {
            session.close(CloseCause.IDLE);
            return;
        }
        if (isStalled(now)) {
            session.close(CloseCause.SLOW_CONSUMER);
            return;
        }
        if (awaitingPong && now - awaitingSince >= settings.pong().toNanos()) {
            if (listening || session.isReading()) {
                session.close(CloseCause.PING_TIMEOUT);
                return;
            }
            awaitPong(now);
        }
        if (!stopped && now - lastSign() >= settings.ping().toNanos()) {
            lastPing = now;
            session.outbound().ping();
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
        waitingToBeTaken = session.outbound().isPending() ? session.outbound().taken() : null;
        waitingSince = now;
        return false;
    }

    /** A pong can only be seen by who reads, be it once, while a slow function keeps the socket from being read. */
    private void awaitPong(long now) {
        awaitingPong = true;
        awaitingSince = now;
        listening = !session.isReading() && session.readOnce();
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
