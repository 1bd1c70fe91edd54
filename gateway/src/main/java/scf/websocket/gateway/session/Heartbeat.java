package scf.websocket.gateway.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The clock of one connection: pings a silent client, gives up one that does not answer, closes one without messages. One timer
 * a connection, set to the next moment that matters. Event loop only.
 */
final class Heartbeat implements Runnable {
    private final Session session;
    private final EventLoop loop;
    private final SessionSettings settings;
    private Future<?> timer;
    private long lastFrame;
    private long lastMessage;
    private long pingSent;
    private boolean awaitingPong;

    Heartbeat(Session session, EventLoop loop, SessionSettings settings) {
        this.session = session;
        this.loop = loop;
        this.settings = settings;
        this.lastFrame = now();
        this.lastMessage = lastFrame;
        this.timer = loop.schedule(this, nextDelay(lastFrame), TimeUnit.NANOSECONDS);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }

    /** Any frame proves that the client lives. */
    void frameReceived() {
        lastFrame = now();
        awaitingPong = false;
    }

    void messageReceived() {
        lastMessage = lastFrame;
    }

    void messageSent() {
        lastMessage = now();
    }

    /** While we did not read, the client could not prove anything. */
    void readingResumed() {
        frameReceived();
    }

    void stop() {
        timer.cancel(false);
    }

    @Override
    public void run() {
        long now = now();
        if (now - lastMessage >= settings.idle().toNanos()) {
            session.close(CloseCause.IDLE);
            return;
        }
        if (awaitingPong && now - pingSent >= settings.pong().toNanos()) {
            if (session.isReading()) {
                session.close(CloseCause.PING_TIMEOUT);
                return;
            }
            frameReceived();
        }
        if (!awaitingPong && now - lastFrame >= settings.ping().toNanos()) {
            awaitingPong = true;
            pingSent = now;
            session.ping();
        }
        timer = loop.schedule(this, nextDelay(now), TimeUnit.NANOSECONDS);
    }

    private long nextDelay(long now) {
        long life = awaitingPong
                ? pingSent + settings.pong().toNanos() - now
                : lastFrame + settings.ping().toNanos() - now;
        long idle = lastMessage + settings.idle().toNanos() - now;
        return Math.max(1, Math.min(life, idle));
    }
}
