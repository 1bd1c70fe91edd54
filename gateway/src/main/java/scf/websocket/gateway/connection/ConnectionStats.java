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

    /** The client's address; behind a trusted proxy, the one that the proxy reports. */
    String address() {
        return address;
    }

    /** Seconds from the 101 response to the end; 0 if there was none. */
    long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(lastedNanos);
    }

    /** Messages received from the client. */
    public long in() {
        return in;
    }

    /** Messages accepted for sending to the client. */
    long out() {
        return out;
    }
}
