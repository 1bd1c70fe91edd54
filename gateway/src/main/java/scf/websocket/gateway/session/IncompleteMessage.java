package scf.websocket.gateway.session;

import java.util.concurrent.TimeUnit;

/**
 * Watches a client with an incomplete message. While memory is scarce, disconnects a client that has not completed a
 * message within {@value #SECONDS} seconds, because others cannot be read meanwhile. Event loop only.
 */
final class IncompleteMessage {
    private static final long SECONDS = 10;

    private final SessionContext context;
    private final Owner owner;
    private boolean watching;
    private long messages;

    /** The session that owns the connection. */
    interface Owner {
        boolean isOpen();

        /** Whether messages of the client are queued or in flight. */
        boolean isWorking();

        /** A message was incomplete for too long while memory was scarce. */
        void incompleteTooLong();
    }

    IncompleteMessage(SessionContext context, Owner owner) {
        this.context = context;
        this.owner = owner;
    }

    /** Schedules a check. */
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
