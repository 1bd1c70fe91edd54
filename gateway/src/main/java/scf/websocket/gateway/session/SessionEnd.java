package scf.websocket.gateway.session;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ExpectedCleanup;
import scf.websocket.gateway.cleanup.LastStores;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionPlace;
import scf.websocket.gateway.connection.EndStatus;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.InvocationOutcome;

/**
 * The way of one connection from its end to its cleanup: exactly one, after the last message. Until then it counts as a connection.
 * Event loop only.
 */
final class SessionEnd {
    private final SessionContext context;
    private final LiveConnection connection;
    private final @Nullable ConnectionPlace place;

    /** Completes when the functions that did not answer cannot store this connection any more. */
    private @Nullable CompletableFuture<Boolean> lastStore;

    /** Null before the end, and when the cleanup is submitted. */
    private @Nullable Due due;

    private record Due(CloseDetails how, ExpectedCleanup cleanup) {}

    /** @param connection as others find it */
    SessionEnd(SessionContext context, LiveConnection connection) {
        this.context = context;
        this.connection = connection;
        this.place = ConnectionPlace.of(context.channel());
        context.api().usage().begin();
        if (place != null) {
            place.hold();
        }
    }

    /** A function was called for this connection. */
    void functionEnded(InvocationOutcome outcome) {
        if (outcome.mayStillRun()) {
            lastStore = LastStores.later(lastStore, cleanups().lastStore(outcome));
        }
    }

    private CleanupQueue cleanups() {
        return context.services().cleanups();
    }

    /** It never opened, and nobody can have recorded it. */
    void neverRecorded() {
        context.services().registry().remove(connection);
        context.services().records().closed(context.id());
        over();
    }

    /** It never opened, but register may have recorded it. */
    void neverOpened(CloseDetails how) {
        ExpectedCleanup expected = expect();
        log(how);
        cleanups().submit(expected, how, () -> {}, lastStore);
        over();
    }

    /** It has ended; messages may be under way. */
    void ended(CloseDetails how) {
        due = new Due(how, expect());
        PortCall.run(
                "counting an end",
                () -> context.services().metrics().connectionClosed(how.cause().wireName(), EndStatus.of(how)));
        log(how);
    }

    /** In this order, so that a gateway that stops never sees a moment without anything left to do. */
    private ExpectedCleanup expect() {
        ExpectedCleanup expected = cleanups().expect(context.api(), context.id());
        context.services().registry().remove(connection);
        return expected;
    }

    private void log(CloseDetails how) {
        context.stats().ended(context.loop().now());
        context.services().access().ended(context.api().apiId(), context.id(), context.stats(), how);
    }

    /**
     * The last message is through: if the connection has ended, run cleanup.
     *
     * @param whenCleanedUp runs when that has succeeded
     */
    void lastMessageIsThrough(Runnable whenCleanedUp) {
        Due last = due;
        if (last != null) {
            due = null;
            cleanups().submit(last.cleanup(), last.how(), whenCleanedUp, LastStores.later(lastStore, null));
            over();
        }
    }

    /** Nothing of it is left but its cleanup: it does not count as a connection any more. */
    private void over() {
        context.api().usage().end();
        if (place != null) {
            place.leave();
        }
    }
}
