package scf.websocket.gateway.admin;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import scf.websocket.gateway.connection.Invoked;

/**
 * The latest events that functions got, in memory and only while the console watches, so that they can be replayed.
 * Forgets the oldest beyond a number and a total of bytes. Thread-safe.
 */
public final class RecentEvents {
    private final int maxEvents;
    private final long maxBytes;
    private final Map<Long, Invoked> bySeq = new LinkedHashMap<>();
    private boolean keeping;
    private long bytes;

    /** @param maxEvents 0 to keep none */
    public RecentEvents(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** @param watched false forgets all */
    synchronized void keepWhile(boolean watched) {
        keeping = watched && maxEvents > 0;
        if (!keeping) {
            bySeq.clear();
            bytes = 0;
        }
    }

    /** @return false if the event is not kept */
    synchronized boolean keep(long seq, Invoked invoked) {
        if (!keeping || bytesOf(invoked) > maxBytes) {
            return false;
        }
        bySeq.put(seq, invoked);
        bytes += bytesOf(invoked);
        Iterator<Invoked> oldest = bySeq.values().iterator();
        while (bySeq.size() > maxEvents || bytes > maxBytes) {
            bytes -= bytesOf(oldest.next());
            oldest.remove();
        }
        return true;
    }

    /** The answer is part of the event that is kept. */
    private static long bytesOf(Invoked invoked) {
        byte[] answer = invoked.answer();
        return invoked.event().length + (answer == null ? 0L : answer.length);
    }

    /** Returns the event with that number; empty if it is not kept. */
    public synchronized Optional<Invoked> at(long seq) {
        return Optional.ofNullable(bySeq.get(seq));
    }
}
