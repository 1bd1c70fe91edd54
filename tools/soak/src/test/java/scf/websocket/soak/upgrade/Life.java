package scf.websocket.soak.upgrade;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import scf.websocket.soak.Figures;

/** One connection as its client sees it. Thread-safe. */
final class Life {
    /** How it is, or how it ended. */
    enum State {
        OPEN,

        /** The gateway sent a close frame, and the client has read everything before it. */
        CLOSED,

        /** The client left. */
        LEFT,

        /** The socket broke. */
        BROKEN
    }

    private final String name;
    private final Node node;
    private final Version version;
    private final Lives lives;
    private final Figures figures;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile int closeCode;

    /** @param version of the node */
    Life(String name, Node node, Version version, Lives lives, Figures figures) {
        this.name = name;
        this.node = node;
        this.version = version;
        this.lives = lives;
        this.figures = figures;
    }

    String name() {
        return name;
    }

    Node node() {
        return node;
    }

    Version version() {
        return version;
    }

    State state() {
        return state;
    }

    int closeCode() {
        return closeCode;
    }

    void heard(String text) {
        if (!heard.add(text)) {
            figures.violation(name + " got " + text + " twice: " + lives.way(text));
        }
    }

    boolean hasHeard(String text) {
        return heard.contains(text);
    }

    void closed(int code) {
        closeCode = code;
        state = State.CLOSED;
    }

    void left() {
        state = State.LEFT;
    }

    void broke() {
        state = State.BROKEN;
    }
}
