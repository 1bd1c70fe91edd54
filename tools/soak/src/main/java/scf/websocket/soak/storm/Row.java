package scf.websocket.soak.storm;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The record of one connection id, kept for the whole storm. Thread-safe. */
final class Row {
    final AtomicInteger cleanups = new AtomicInteger();
    final AtomicBoolean busy = new AtomicBoolean();
    volatile boolean stored;
    volatile boolean cleaned;
    /** A call of cleanup was answered with 200. */
    volatile boolean acknowledged;
    /** Empty until the first message names the client. */
    volatile String owner = "";

    volatile int lastSequence;
    private int lastDirect;

    /** Called with this row's monitor, so that direct messages are pushed in the order of their numbers. */
    int nextDirect() {
        return ++lastDirect;
    }
}
