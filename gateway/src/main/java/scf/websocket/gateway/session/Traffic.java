package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;

/** Whose connection it is, and what went over it. Event loop only. */
final class Traffic {
    private final String address;
    private long openedNanos;
    private boolean opened;
    private long in;
    private long out;

    Traffic(String address) {
        this.address = address;
    }

    void opened(int sentBefore) {
        opened = true;
        openedNanos = System.nanoTime();
        out = sentBefore;
    }

    void received() {
        in++;
    }

    void sent() {
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
    long in() {
        return in;
    }

    /** Messages to the client that its socket's queue took. */
    long out() {
        return out;
    }
}
