package scf.websocket.gateway.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.extension.DeadlineRule;

/**
 * Enforces the timeouts of one connection: pings a silent client, drops one that does not answer, and closes a
 * connection that is idle, or has reached its maximum duration or the deadline of an answer. Sends the heartbeat of an
 * application's protocol in place of pings, if an answer or the API has one. Uses one timer, set to the next deadline. Pings a silent
 * client every {@code ping} even while an answer is pending, because proxies count from the last byte too. Detects a
 * dead client within ping + pong after its last byte, even while a slow function keeps its socket from being read.
 * Event loop only.
 */
final class Heartbeat implements Runnable {
    private final SessionContext context;
    private final Owner owner;
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
    private @Nullable HeartbeatRule rule;
    private @Nullable Deadline deadline;

    /** When to close the connection, by the clock of its event loop. */
    private record Deadline(long nanos, DeadlineRule rule) {
        CloseDetails how() {
            return CloseDetails.by(CloseCause.DEADLINE, rule.closeCode(), rule.closeReason());
        }
    }

    /** The session that owns the connection. */
    interface Owner {
        /** @return false if the connection is closing or closed */
        boolean close(CloseCause cause);

        /** Like {@link #close(CloseCause)}, with a code and a reason. */
        boolean close(CloseDetails how);

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
        this.rule = context.settings().heartbeat();
        this.opened = now();
        this.lastBytes = opened;
        this.lastMessage = opened;
        this.lastPing = opened;
        this.timer = loop().schedule(this, nextDelay(lastBytes), TimeUnit.NANOSECONDS);
    }

    private EventLoop loop() {
        return context.channel().eventLoop();
    }

    private long now() {
        return loop().ticker().nanoTime();
    }

    /** Returns how to handle heartbeats of the application's protocol; null for those of WebSocket alone. */
    @Nullable HeartbeatRule rule() {
        return rule;
    }

    /** @param changed by an answer; null for that of the API */
    void follow(@Nullable HeartbeatRule changed) {
        rule = changed == null ? context.settings().heartbeat() : changed;
        lastPing = now();
        reschedule();
    }

    /** @param changed by an answer; null for never */
    void closeBy(@Nullable DeadlineRule changed) {
        deadline = changed == null ? null : new Deadline(now() + changed.after().toNanos(), changed);
        reschedule();
    }

    private void reschedule() {
        if (!stopped) {
            timer.cancel(false);
            timer = loop().schedule(this, nextDelay(now()), TimeUnit.NANOSECONDS);
        }
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
        if (deadline != null && now - deadline.nanos() >= 0) {
            owner.close(deadline.how());
            return;
        }
        CloseCause cause = causeToClose(now);
        if (cause != null) {
            owner.close(cause);
            return;
        }
        if (!stopped && now - nextPing() >= 0) {
            ping(now);
        }
        if (!stopped) {
            timer = loop().schedule(this, nextDelay(now), TimeUnit.NANOSECONDS);
        }
    }

    /** Returns why to close the connection now; null to keep it. */
    private @Nullable CloseCause causeToClose(long now) {
        ConnectionSettings settings = context.settings();
        if (settings.limitsDuration() && now - opened >= settings.maxDuration().toNanos()) {
            return CloseCause.MAX_DURATION;
        }
        if (owner.isWorking()) {
            // Queued messages are our delay, not the client's.
            lastMessage = now;
        }
        if (sent() == null && now - lastMessage >= settings.idle().toNanos()) {
            return CloseCause.IDLE;
        }
        if (isStalled(now)) {
            return CloseCause.SLOW_CONSUMER;
        }
        if (awaitingPong && now - awaitingSince >= settings.pong().toNanos()) {
            if (listening || owner.isReading()) {
                return CloseCause.PING_TIMEOUT;
            }
            awaitPong(now);
        }
        return null;
    }

    /** Returns the message that the client gets in place of pings; null for pings. */
    private HeartbeatRule.@Nullable Sent sent() {
        return rule == null ? null : rule.sent();
    }

    private void ping(long now) {
        HeartbeatRule.Sent sent = sent();
        if (sent == null) {
            lastPing = now;
            context.outbound().ping();
        } else {
            // Clients count on the rate, so a late beat does not delay those that follow.
            long due = lastPing + sent.every().toNanos();
            lastPing = now - due < sent.every().toNanos() ? due : now;
            context.outbound().write(HeartbeatMessages.frame(sent.payload()));
            context.outbound().flush();
        }
        if (!awaitingPong) {
            awaitPong(now);
        }
    }

    /**
     * Detects a client that sends but never reads, which is never silent. It gets as much time for unsent data as a
     * silent client for a ping and its answer.
     */
    private boolean isStalled(long now) {
        Future<?> waiting = unsentMarker;
        if (waiting != null && !waiting.isDone()) {
            return now - waitingSince
                    >= context.settings().ping().plus(context.settings().pong()).toNanos();
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

    /** When to ping the client, or to send it the message in place of pings. */
    private long nextPing() {
        HeartbeatRule.Sent sent = sent();
        if (sent != null) {
            return lastPing + sent.every().toNanos();
        }
        long lastActivity = lastPing - lastBytes > 0 ? lastPing : lastBytes;
        return lastActivity + context.settings().ping().toNanos();
    }

    private long nextDelay(long now) {
        ConnectionSettings settings = context.settings();
        long delay = nextPing() - now;
        if (awaitingPong) {
            delay = Math.min(delay, awaitingSince + settings.pong().toNanos() - now);
        }
        if (sent() == null) {
            delay = Math.min(delay, lastMessage + settings.idle().toNanos() - now);
        }
        if (settings.limitsDuration()) {
            delay = Math.min(delay, opened + settings.maxDuration().toNanos() - now);
        }
        if (deadline != null) {
            delay = Math.min(delay, deadline.nanos() - now);
        }
        return Math.max(1, delay);
    }
}
