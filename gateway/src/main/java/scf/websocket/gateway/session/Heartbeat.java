package scf.websocket.gateway.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionSettings;

/**
 * Enforces the timeouts of one connection: pings a silent client, drops one that does not answer, and closes a
 * connection that is idle or has reached its maximum duration. Uses one timer, set to the next deadline. Pings a silent
 * client every {@code ping} even while an answer is pending, because proxies count from the last byte too. Detects a
 * dead client within ping + pong after its last byte, even while a slow function keeps its socket from being read.
 * Event loop only.
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

    /** When the first ping was sent after the last received bytes. */
    private long awaitingSince;

    private boolean awaitingPong;
    private boolean listening;
    private boolean stopped;

    /** Completes when the client has taken the data that was unsent at the last check. */
    private @Nullable Future<?> unsentMarker;

    private long waitingSince;

    /** The session that owns the connection. */
    interface Owner {
        /** @return false if the connection is closing or closed */
        boolean close(CloseCause cause);

        /** Whether messages of the client are queued or in flight. */
        boolean isWorking();

        /** Whether the socket is being read. */
        boolean isReading();

        /**
         * Reads once although reading is paused; closes a client that has filled its read-ahead buffer.
         *
         * @return false if there is currently no memory for it
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

    /** Any bytes prove that the client is alive, even part of a frame. */
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

    /** The client could not prove anything while its socket was not read. */
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
            // Queued messages are our delay, not the client's.
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
        if (!stopped && now - lastActivity() >= settings.ping().toNanos()) {
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
     * Detects a client that sends but never reads, which is never silent. It gets as much time for unsent data as a
     * silent client for a ping and its answer.
     */
    private boolean isStalled(long now) {
        Future<?> waiting = unsentMarker;
        if (waiting != null && !waiting.isDone()) {
            return now - waitingSince >= settings.ping().plus(settings.pong()).toNanos();
        }
        unsentMarker = context.outbound().isPending() ? context.outbound().taken() : null;
        waitingSince = now;
        return false;
    }

    /** We notice a pong only while reading, so read once if a slow function keeps the socket from being read. */
    private void awaitPong(long now) {
        awaitingPong = true;
        awaitingSince = now;
        listening = !owner.isReading() && owner.readOnce();
    }

    /** When the client was last heard from or pinged. */
    private long lastActivity() {
        return lastPing - lastBytes > 0 ? lastPing : lastBytes;
    }

    private long nextDelay(long now) {
        long ping = lastActivity() + settings.ping().toNanos() - now;
        long pong = awaitingPong ? awaitingSince + settings.pong().toNanos() - now : Long.MAX_VALUE;
        long idle = lastMessage + settings.idle().toNanos() - now;
        long rest = settings.limitsDuration() ? opened + settings.maxDuration().toNanos() - now : Long.MAX_VALUE;
        return Math.max(1, Math.min(Math.min(rest, idle), Math.min(ping, pong)));
    }
}
