package scf.websocket.function;

import com.qcloud.scf.runtime.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import scf.websocket.app.Hub;
import scf.websocket.app.TailAnswers;
import scf.websocket.app.UnsupportedFeatureException;
import scf.websocket.config.SettingsException;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.Announcement;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.EventException;
import scf.websocket.event.EventReply;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.Reply;
import scf.websocket.event.TailsEvent;
import scf.websocket.event.TraceParent;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.Message;

/**
 * One invocation of a function: holds its deadline and its hub, converts every failure into an answer, and writes the
 * log line. Used once; not thread-safe.
 */
public final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.function");

    private static final CloseReason TOO_LARGE =
            CloseReason.of(CloseCodes.TOO_LARGE, "the message is too large to be passed on");

    private final String function;
    private final @Nullable Context context;
    private final LongSupplier nanoTime;
    private final long start;
    private final Deadline deadline;
    private final InvocationHub hub;
    private final Map<String, Long> notes = new LinkedHashMap<>();
    private @Nullable ConnectionId connection;
    private @Nullable TraceParent trace;
    private @Nullable Throwable failure;

    private Invocation(String function, HandlerServices services, @Nullable Context context) {
        this.function = function;
        this.context = context;
        this.nanoTime = services.nanoTime();
        this.start = nanoTime.getAsLong();
        this.deadline = Deadlines.of(context, nanoTime);
        this.hub = new InvocationHub(services, deadline);
    }

    /**
     * Handles one event. Never throws.
     *
     * @param function the function's name in the log
     * @param context the runtime's context; null in tests
     * @param handling handles the event
     * @param failed creates the answer after a failure
     */
    public static <R extends Reply> R run(
            String function,
            HandlerServices services,
            @Nullable Context context,
            EventHandler<R> handling,
            FailureReply<R> failed) {
        Invocation invocation = new Invocation(function, services, context);
        R reply = invocation.reply(handling, failed);
        invocation.complete(reply);
        invocation.log(reply);
        return reply;
    }

    private <R extends Reply> R reply(EventHandler<R> handling, FailureReply<R> failed) {
        try {
            return handling.handle(this);
        } catch (EventException e) {
            return failed.reply(e.errorNumber(), e.getMessage() == null ? "bad event" : e.getMessage());
        } catch (StoreUnavailableException e) {
            failure = e;
            return failed.reply(ErrorNumber.STORE_UNAVAILABLE, "connection store unavailable");
        } catch (UnsupportedFeatureException e) {
            failure = e;
            return failed.reply(ErrorNumber.APP_FAILED, e.getMessage() == null ? "unsupported" : e.getMessage());
        } catch (SettingsException e) {
            failure = e;
            return failed.reply(ErrorNumber.APP_FAILED, e.variable() + " is missing or malformed");
        } catch (Throwable e) {
            // Includes errors, such as a missing class or exhausted memory: otherwise the platform would lose the
            // answer, and the gateway would close the connection because of one message.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failure = e;
            return failed.reply(ErrorNumber.APP_FAILED, "application failed");
        }
    }

    private void complete(Reply reply) {
        try {
            hub.complete(reply);
        } catch (Throwable e) {
            // As above; the answer stands.
            failure = failure == null ? e : failure;
        }
    }

    /** Sets the event: for the log line, and for what the hub may use. */
    public void about(ConnectEvent event) {
        about(event.connectionId(), event.announcement(), event.traceParent());
        hub.connecting(event.connectionId());
    }

    /** Sets the event: for the log line, and for what the hub may use. */
    public void about(MessageEvent event) {
        about(event.connectionId(), event.announcement(), event.traceParent());
        hub.accepted(Message.of(event).payloadBytes());
    }

    /** Sets the event: for the log line, and for what the hub may use. */
    public void about(CloseEvent event) {
        about(event.connectionId(), event.announcement(), event.traceParent());
    }

    /** Sets the event, for what the hub may use, and returns where its answer is collected. */
    public TailAnswers about(TailsEvent event) {
        hub.announced(event.announcement());
        note("tails", event.pulls().size());
        JsonTailAnswers answers = new JsonTailAnswers(deadline);
        hub.tails(answers);
        return answers;
    }

    private void about(ConnectionId id, Announcement announcement, Optional<TraceParent> position) {
        this.connection = id;
        hub.announced(announcement);
        this.trace = position.orElse(null);
        hub.traced(trace);
    }

    /** Adds a number to the log line. */
    public void note(String name, long number) {
        notes.put(name, number);
    }

    public Hub hub() {
        return hub;
    }

    public Deadline deadline() {
        return deadline;
    }

    /**
     * Closes the sender with 1009 if its message is the reason that the application's push was too large. The gateway
     * accepted the sender's message, so nothing else would tell the sender that it was lost.
     */
    public void closeSenderOfTooLarge(MessageEvent event) {
        if (hub.posts().refused().mayConsistOf(Message.of(event))) {
            hub.posts().expel(event.connectionId(), TOO_LARGE);
        }
    }

    /** Returns the answer after the application handled the event, according to the outcome of its pushes. */
    public EventReply reply() {
        if (hub.posts().refused().recipients() > 0) {
            return EventReply.of(
                    ErrorNumber.TOO_LARGE,
                    "a message of " + hub.posts().refused().bytes() + " bytes exceeds the gateway's limit");
        }
        if (hub.posts().cutShort()) {
            return EventReply.of(
                    ErrorNumber.DEADLINE_REACHED, "the deadline passed before every connection was reached");
        }
        if (hub.posts().failed() > 0) {
            return EventReply.of(ErrorNumber.PUSH_FAILED, hub.posts().failed() + " pushes failed");
        }
        return EventReply.ok();
    }

    private void log(Reply reply) {
        boolean fault = failure != null;
        LoggingEventBuilder line = (fault ? LOG.atError() : LOG.atInfo())
                .addKeyValue("function", function)
                .addKeyValue("errNo", reply.getErrNo())
                .addKeyValue("millis", (nanoTime.getAsLong() - start) / 1_000_000);
        if (connection != null) {
            line = line.addKeyValue("connection", connection);
        }
        if (context != null && context.getRequestId() != null) {
            line = line.addKeyValue("requestId", context.getRequestId());
        }
        if (trace != null) {
            line = line.addKeyValue("trace", trace.traceId());
        }
        for (Map.Entry<String, Long> note : notes.entrySet()) {
            line = line.addKeyValue(note.getKey(), note.getValue());
        }
        if (hub.answered() > 0) {
            line = line.addKeyValue("answered", hub.answered());
        }
        if (hub.posts().delivered() + hub.posts().gone() + hub.posts().failed() > 0) {
            line = line.addKeyValue("delivered", hub.posts().delivered())
                    .addKeyValue("gone", hub.posts().gone())
                    .addKeyValue("failed", hub.posts().failed());
        }
        if (hub.posts().refused().recipients() > 0) {
            line = line.addKeyValue("refusedBytes", hub.posts().refused().bytes());
        }
        if (hub.posts().failure().isPresent()) {
            line = line.addKeyValue("pushFailure", hub.posts().failure().get());
        }
        if (failure instanceof StoreUnavailableException
                || failure instanceof SettingsException
                || failure instanceof UnsupportedFeatureException) {
            // We wrote these messages; they contain what an operator needs and no client data.
            line = line.addKeyValue("cause", failure.getMessage());
        } else if (failure != null) {
            line = line.setCause(failure);
        }
        line.log(fault ? "failed" : "handled");
    }
}
