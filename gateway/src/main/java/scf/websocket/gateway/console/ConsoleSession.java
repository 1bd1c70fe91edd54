package scf.websocket.gateway.console;

import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody who is signed in at the console. Thread-safe. */
final class ConsoleSession {
    private final int number;
    private final long endsNanos;
    private final Set<Channel> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /**
     * @param number for the log, which must not contain the cookie
     * @param endsNanos when it ends by itself, on a monotonic clock
     */
    ConsoleSession(int number, long endsNanos) {
        this.number = number;
        this.endsNanos = endsNanos;
    }

    int number() {
        return number;
    }

    long nanosLeft(long nowNanos) {
        return endsNanos - nowNanos;
    }

    /** A stream of events is closed with its session. */
    void add(Channel stream) {
        streams.add(stream);
        stream.closeFuture().addListener(closed -> streams.remove(stream));
        // After adding: either this closes it, or end() finds it.
        if (ended) {
            stream.close();
        }
    }

    void end() {
        ended = true;
        streams.forEach(Channel::close);
    }
}
