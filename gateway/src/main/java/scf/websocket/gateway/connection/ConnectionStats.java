package scf.websocket.gateway.connection;

import java.util.concurrent.TimeUnit;

/** The client's address, the connection's age and its message counts. Event loop only. */
public final class ConnectionStats {
    private final String address;
    private boolean opened;
    private long openedNanos;
    private long lastedNanos;
    private long in;
    private long out;

    public ConnectionStats(String address) {
        this.address = address;
    }

    /** @param now by a clock that never goes back */
    public void opened(int sentBefore, long now) {
        opened = true;
        openedNanos = now;
        out = sentBefore;
    }

    /** @param now by the same clock */
    public void ended(long now) {
        lastedNanos = opened ? now - openedNanos : 0;
    }

    public void received() {
        in++;
    }

    public void sent() {
        out++;
    }

    /** Whether the connection was answered with 101. */
    public boolean isOpened() {
        return opened;
    }

    /** Returns the age of an opened connection; 0 for others. */
    public long ageNanos(long now) {
        return opened ? now - openedNanos : 0;
    }

    /** The client's address; behind a trusted proxy, the one that the proxy reports. */
    public String address() {
        return address;
    }

    /** Seconds from the 101 response to the end; 0 if there was none. */
    public long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(lastedNanos);
    }

    /** Messages received from the client. */
    public long in() {
        return in;
    }

    /** Messages accepted for sending to the client. */
    public long out() {
        return out;
    }
}
