package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * Watches a client whose message is incomplete. While there is room, it may take its time; while there is little, one that has not
 * completed a message in {@value #SECONDS} seconds gives its room to others, which cannot be read meanwhile. Event loop only.
 */
final class IncompleteMessage {
    private static final long SECONDS = 10;

    private final Session session;
    private boolean watching;
    private long messages;

    IncompleteMessage(Session session) {
        this.session = session;
    }

    /** Looks again in a while. */
    void watch() {
        if (!watching) {
            watching = true;
            messages = session.messagesReceived();
            session.later(this::look, SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        watching = false;
        if (!session.isOpen() || session.held().received() == 0) {
            return;
        }
        boolean same = messages == session.messagesReceived() && !session.isWorking();
        if (same && session.held().isScarce()) {
            session.incompleteTooLong();
        } else {
            watch();
        }
    }
}
