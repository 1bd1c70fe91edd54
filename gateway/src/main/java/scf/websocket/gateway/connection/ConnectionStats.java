package scf.websocket.gateway.connection;

import java.util.concurrent.TimeUnit;

/** Whose connection it is, and what went over it. Event loop only. */
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

    /** The client's address, behind a proxy that is trusted the one that it names. */
    String address() {
        return address;
    }

    /** From the 101 to the end; 0 if there was none. */
    long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(lastedNanos);
    }

    /** Messages of the client. */
    public long in() {
        return in;
    }

    /** Messages to the client that its socket's queue took. */
    long out() {
        return out;
    }
}
