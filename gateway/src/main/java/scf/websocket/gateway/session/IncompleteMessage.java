package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * Watches a client whose message is incomplete. While there is room, it may take its time; while there is little, one that has not
 * completed a message in {@value #SECONDS} seconds gives its room to others, which cannot be read meanwhile. Event loop only.
 */
final class IncompleteMessage {
    private static final long SECONDS = 10;

    private final SessionContext context;
    private final Owner owner;
    private boolean watching;
    private long messages;

    /** The session whose client it is. */
    interface Owner {
        boolean isOpen();

        /** Whether messages of the client are not through yet. */
        boolean isWorking();

        /** A message has been incomplete for long while others have no room: it will not be waited for. */
        void incompleteTooLong();
    }

    IncompleteMessage(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
    }

    /** Looks again in a while. */
    void watch() {
        if (!watching) {
            watching = true;
            messages = context.stats().in();
            context.loop().later(this::look, SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        watching = false;
        if (!owner.isOpen() || context.held().received() == 0) {
            return;
        }
        boolean same = messages == context.stats().in() && !owner.isWorking();
        if (same && context.held().isScarce()) {
            owner.incompleteTooLong();
        } else {
            watch();
        }
    }
}
