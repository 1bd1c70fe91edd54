package scf.websocket.gateway.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ExpectedCleanup;
import scf.websocket.gateway.cleanup.LastStores;
import scf.websocket.gateway.connection.CloseDetails;
import scf.websocket.gateway.connection.ConnectionPlace;
import scf.websocket.gateway.connection.EndStatus;
import scf.websocket.gateway.extension.ConnectionContext;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.invoke.InvocationOutcome;

/**
 * Takes one connection from its end to its cleanup: exactly one, after the last message. Until then it counts against
 * the connection limits. Event loop only.
 */
final class SessionEnd {
    private final SessionContext context;
    private final LiveConnection connection;
    private final @Nullable ConnectionPlace place;

    /** Completes when the functions that timed out can no longer store this connection. */
    private @Nullable CompletableFuture<Boolean> lastStore;

    /** Null before the end, and after the cleanup is submitted. */
    private @Nullable Due due;

    private record Due(CloseDetails how, ExpectedCleanup cleanup) {}

    /** @param connection as registered */
    SessionEnd(SessionContext context, LiveConnection connection) {
        this.context = context;
        this.connection = connection;
        this.place = ConnectionPlace.of(context.channel());
        context.api().usage().begin();
        if (place != null) {
            place.hold();
        }
    }

    /** A function was invoked for this connection. */
    void functionEnded(InvocationOutcome outcome) {
        if (outcome.mayStillRun()) {
            lastStore = LastStores.later(lastStore, cleanups().lastStore(outcome));
        }
    }

    private CleanupQueue cleanups() {
        return context.services().cleanups();
    }

    /** The connection never opened, and register cannot have stored it. */
    void neverRecorded() {
        context.services().registry().remove(connection);
        context.services().records().closed(context.id());
        over();
    }

    /** The connection never opened, but register may have stored it. */
    void neverOpened(CloseDetails how) {
        ExpectedCleanup expected = expect();
        log(how);
        cleanups().submit(expected, how, () -> {}, lastStore, null);
        over();
    }

    /** The connection has ended; messages may be in flight. */
    void ended(CloseDetails how) {
        due = new Due(how, expect());
        PortCall.run(
                "counting an end",
                () -> context.services().metrics().connectionClosed(how.cause().wireName(), EndStatus.of(how)));
        log(how);
    }

    /** In this order, so that a stopping gateway never sees a moment with no work left. */
    private ExpectedCleanup expect() {
        ExpectedCleanup expected = cleanups().expect(context.api(), context.id(), context.trace());
        context.services().registry().remove(connection);
        return expected;
    }

    private void log(CloseDetails how) {
        context.stats().ended(context.loop().now());
        context.services().access().ended(context.api().apiId(), context.id(), context.trace(), context.stats(), how);
    }

    /**
     * The last message is done: if the connection has ended, run cleanup.
     *
     * @param whenCleanedUp runs after the cleanup has succeeded
     * @param contextOfConnection returns the context for its last event, if any
     */
    void lastMessageDone(Runnable whenCleanedUp, Supplier<@Nullable ConnectionContext> contextOfConnection) {
        Due last = due;
        if (last != null) {
            due = null;
            cleanups()
                    .submit(
                            last.cleanup(),
                            last.how(),
                            whenCleanedUp,
                            LastStores.later(lastStore, null),
                            contextOfConnection.get());
            over();
        }
    }

    /** Only the cleanup is left: the connection no longer counts against the limits. */
    private void over() {
        context.api().usage().end();
        if (place != null) {
            place.leave();
        }
    }
}
