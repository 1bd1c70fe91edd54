package scf.websocket.gateway.connection;

import java.util.concurrent.TimeUnit;

/** Whose connection it is, and what went over it. Event loop only. */
public final class ConnectionStats {
    private final String address;
    private long openedNanos;
    private boolean opened;
    private long in;
    private long out;

    public ConnectionStats(String address) {
        this.address = address;
    }

    public void opened(int sentBefore) {
        opened = true;
        openedNanos = System.nanoTime();
        out = sentBefore;
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

    /** Since the 101; 0 if there was none. */
    long seconds() {
        return opened ? TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - openedNanos) : 0;
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
