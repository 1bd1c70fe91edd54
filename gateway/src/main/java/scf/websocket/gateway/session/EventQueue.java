package scf.websocket.gateway.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.extension.AnnouncedEvent;
import scf.websocket.gateway.extension.Change;
import scf.websocket.gateway.extension.ConnectionContext;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.failure.ThrottledLog;
import scf.websocket.gateway.invoke.Invocation;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * The queue of one connection's messages for the transmission function: in order, one in flight. Accepts no events
 * while the queue is full (until it is half empty), while the event in flight waits for a permit, and while a retry
 * after a busy outcome is pending. Event loop only.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final ThrottledLog FAILURES = new ThrottledLog();
    private static final long BUSY_RETRY_MILLIS = 50;

    /** Timeout for asking whether this gateway still owns the connection. */
    private static final Duration OWNERSHIP_LIMIT = Duration.ofSeconds(5);

    private static final int MAX_WAITING_BYTES = 1 << 20;

    private final SessionContext context;
    private final FlowControl flow;
    private final Owner owner;
    private final int maxWaiting;
    private boolean invoking;

    /** The event in flight waits for a permit. */
    private boolean waitingForTurn;

    /** No instance took the event; a retry is scheduled. */
    private boolean retrying;

    /** The queue reached its limit and is not half empty yet. */
    private boolean full;

    private @Nullable WaitingEvents waiting;

    /** The text that the functions keep for this connection. */
    private @Nullable ConnectionContext held;

    /** The session that owns the queue. */
    interface Owner {
        /** Closes the connection and drops everything received before. */
        void fail(CloseCause cause);

        /** The function was invoked for this connection. */
        void functionEnded(InvocationOutcome outcome);

        /** The function's answer uses extensions. */
        void answered(Extensions.Answer answer);

        /** The queue is empty; the last message may be done. */
        void queueEmpty();
    }

    EventQueue(SessionContext context, FlowControl flow, Owner owner) {
        this.context = context;
        this.flow = flow;
        this.owner = owner;
        this.maxWaiting = context.settings().maxWaitingEvents();
    }

    /** Whether no event is in flight or queued. */
    boolean isEmpty() {
        return !invoking && waiting == null;
    }

    /** Whether one more read of the socket is within the limits although reading is paused. */
    boolean hasRoom() {
        return waiting == null || waiting.bytes() < 2 * MAX_WAITING_BYTES;
    }

    void add(byte[] event) {
        context.held().events(WaitingEvents.cost(event));
        flow.progressed();
        if (invoking) {
            waiting().add(event);
            flow.update();
        } else {
            begin(event);
        }
    }

    /** Drops the queued events; the event in flight continues. */
    void drop() {
        if (waiting != null) {
            context.held().events(-waiting.cost());
            context.services().metrics().eventsDropped(waiting.size());
            waiting = null;
        }
        flow.update();
    }

    /** An answer changes the context that later events contain. */
    void changeContext(Change<String> change) {
        held = context.services().extensions().change(held, change);
    }

    /** Returns the size of the context; 0 for none. */
    int contextBytes() {
        return held == null ? 0 : held.bytes();
    }

    /** Returns the context for the last event, and forgets it. The caller releases it. */
    @Nullable ConnectionContext takeContext() {
        ConnectionContext taken = held;
        held = null;
        return taken;
    }

    private WaitingEvents waiting() {
        if (waiting == null) {
            waiting = new WaitingEvents();
        }
        return waiting;
    }

    /** Whether the queue accepts another event. An event added nevertheless is kept. */
    boolean takesEvents() {
        int enough = full ? maxWaiting / 2 + 1 : maxWaiting;
        int enoughBytes = full ? MAX_WAITING_BYTES / 2 + 1 : MAX_WAITING_BYTES;
        full = waiting != null && (waiting.size() >= enough || waiting.bytes() >= enoughBytes);
        return !full && !waitingForTurn && !retrying;
    }

    private void begin(byte[] event) {
        AnnouncedEvent announced = context.services().extensions().announce(event, held, context.trace());
        context.held().events(announced.bytes().length - event.length);
        invoke(announced);
    }

    private void invoke(AnnouncedEvent event) {
        invoking = true;
        retrying = false;
        CompletableFuture<Boolean> ours = PortCall.within(
                        OWNERSHIP_LIMIT, () -> context.services().records().isStillOurs(context.id()))
                .toCompletableFuture();
        if (ours.isDone()) {
            handOver(event, isTrue(ours));
        } else {
            ours.whenComplete((is, failure) -> context.loop().execute(() -> {
                handOver(event, isTrue(ours));
                flow.update();
            }));
        }
        flow.update();
    }

    /** If ownership cannot be determined, the client's message matters more than a possible cleanup elsewhere. */
    private static boolean isTrue(CompletableFuture<Boolean> ours) {
        return ours.isCompletedExceptionally() || ours.join();
    }

    private void handOver(AnnouncedEvent event, boolean isOurs) {
        if (!isOurs) {
            // Another gateway has run its cleanup, so later events must not reach a function.
            invoking = false;
            context.held().events(-WaitingEvents.cost(event.bytes()));
            context.services().metrics().eventsDropped(1);
            drop();
            owner.queueEmpty();
            return;
        }
        long start = context.loop().now();
        PortCall.of(() -> context.api().transmission().invoke(event.bytes(), () -> waitingForTurn = true))
                .thenApply(outcome -> new Completed(outcome, read(event, outcome)))
                .whenComplete((completed, failure) -> context.loop()
                        .execute(() -> transmitted(
                                event,
                                failure == null
                                        ? completed
                                        : new Completed(internalError(failure), Extensions.Answer.NONE),
                                start)));
    }

    /** An invocation that has ended, and what its answer asks for. */
    private record Completed(InvocationOutcome outcome, Extensions.Answer answer) {}

    /** Called on the invoker's thread, which spares the event loop the parsing. */
    private Extensions.Answer read(AnnouncedEvent event, InvocationOutcome outcome) {
        return outcome instanceof InvocationOutcome.Answered answered
                ? context.services().extensions().read(context.api().apiId(), context.id(), answered.body(), event)
                : Extensions.Answer.NONE;
    }

    private InvocationOutcome internalError(Throwable failure) {
        LOG.error("a message of {} ended in an internal error", context.id(), failure);
        return new InvocationOutcome.Failed("internal error", true);
    }

    private void transmitted(AnnouncedEvent event, Completed completed, long start) {
        InvocationOutcome outcome = completed.outcome();
        waitingForTurn = false;
        context.api()
                .log(
                        context.services().access(),
                        new Invocation(
                                FunctionKind.TRANSMISSION,
                                context.id(),
                                context.trace(),
                                event.bytes(),
                                event.answerKey(),
                                outcome,
                                context.loop().now() - start));
        if (outcome instanceof InvocationOutcome.Busy) {
            retryWhenLessBusy(event);
            return;
        }
        invoking = false;
        context.held().events(-WaitingEvents.cost(event.bytes()));
        owner.functionEnded(outcome);
        owner.answered(completed.answer());
        if (!outcome.returned()) {
            logFailure(outcome);
            if (!context.api().keepsOnFailure()) {
                // First, so that no further frame is decoded.
                owner.fail(CloseCause.FUNCTION_FAILED);
                drop();
            }
        }
        next();
    }

    private void logFailure(InvocationOutcome outcome) {
        FAILURES.next(context.loop().now())
                .ifPresent(leftOut -> LOG.warn(
                        "transmission failed for {}: {}; {} more lines like this were left out",
                        context.id(),
                        outcome,
                        leftOut));
    }

    /** No instance has seen the event, so the order is preserved. The client is not read meanwhile. */
    private void retryWhenLessBusy(AnnouncedEvent event) {
        retrying = true;
        flow.update();
        context.loop().later(() -> invoke(event), BUSY_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void next() {
        byte[] event = waiting == null ? null : waiting.poll();
        if (event != null) {
            begin(event);
        } else {
            waiting = null;
            flow.update();
            owner.queueEmpty();
        }
    }
}
