package scf.websocket.gateway.extension;

import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.event.Feature;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.failure.ThrottledLog;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * The extensions that this gateway offers: announces them in events and reads them from answers. Without any, as with
 * {@code --strict}, events stay as they are and no answer is read. Thread-safe.
 */
public final class Extensions {
    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);
    private static final long MAX_CONTEXT_BYTES = 64L << 20;

    private final @Nullable Announcement announcement;
    private final GatewayMetrics metrics;
    private final AnswerPushes pushes;
    private final LongSupplier nanoTime;
    private final ContextBytes contexts = new ContextBytes(MAX_CONTEXT_BYTES);
    private final ThrottledLog mistakes = new ThrottledLog(1);

    /**
     * @param features what to announce; empty for no extensions at all
     * @param maxMessageBytes the largest message to a client
     * @param pushes delivers the pushes of answers
     * @param nanoTime a monotonic clock
     */
    public Extensions(
            Set<Feature> features,
            int maxMessageBytes,
            AnswerPushes pushes,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.announcement = features.isEmpty() ? null : new Announcement(features, maxMessageBytes);
        this.pushes = pushes;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        metrics.gauge("gateway.context.bytes", "Bytes of the contexts of all connections", contexts::held);
    }

    /**
     * Returns the trace that a handshake names.
     *
     * @param header the value of {@code traceparent}; null if there is none
     * @return null if the value is invalid, or without extensions
     */
    public @Nullable TraceParent trace(@Nullable String header) {
        return announcement == null ? null : TraceParent.parse(header).orElse(null);
    }

    /**
     * Returns the event for the function.
     *
     * @param event a JSON object
     * @param context of the connection; null for none
     * @param trace of the connection; null for none
     */
    public AnnouncedEvent announce(byte[] event, @Nullable ConnectionContext context, @Nullable TraceParent trace) {
        return announcement == null
                ? new AnnouncedEvent(event, "")
                : announcement.add(event, context == null ? null : context.json(), trace);
    }

    /**
     * Reads the answer to an event.
     *
     * @param connectionId of the event; empty for an event of a group
     * @param answer any bytes
     * @return what to apply to the connection, and to run afterwards
     */
    public Answer read(String apiId, String connectionId, byte[] answer, AnnouncedEvent event) {
        return event.answerKey().isEmpty()
                ? Answer.NONE
                : AnswerReader.find(answer)
                        .map(found -> parse(apiId, connectionId, found, event.answerKey()))
                        .orElse(Answer.NONE);
    }

    /**
     * Like {@link #read}, of an answer that was parsed and succeeds.
     *
     * @param extensions the {@code extensions} object as UTF-8 JSON; null if the answer has none
     */
    public Answer readMember(String apiId, String connectionId, byte @Nullable [] extensions, AnnouncedEvent event) {
        return extensions == null || event.answerKey().isEmpty()
                ? Answer.NONE
                : parse(apiId, connectionId, extensions, event.answerKey());
    }

    private Answer parse(String apiId, String connectionId, byte[] extensions, String key) {
        try {
            AnswerExtensions parsed = ExtensionParser.parse(extensions, key);
            return new Answer(
                    parsed,
                    parsed.pushes().isEmpty() ? () -> {} : pushes.prepare(apiId, connectionId, parsed.pushes()));
        } catch (MalformedExtension e) {
            metrics.extensionsIgnored(e.reason());
            mistakes.next(nanoTime.getAsLong())
                    .ifPresent(leftOut -> LOG.warn(
                            "an answer's extensions for {} are ignored: {}; {} more lines like this were left out",
                            apiId,
                            e.getMessage(),
                            leftOut));
            return Answer.NONE;
        }
    }

    /**
     * Returns the connection's context after a change, and releases the one before. Without room for the new one the
     * connection has none, because a function must not take an old context for the new one.
     */
    public @Nullable ConnectionContext change(@Nullable ConnectionContext before, Change<String> change) {
        if (!change.given()) {
            return before;
        }
        if (before != null) {
            before.release();
        }
        String text = change.value();
        if (text == null || text.isEmpty()) {
            return null;
        }
        ConnectionContext held = contexts.hold(text);
        if (held == null) {
            metrics.limitHit(Limit.CONTEXTS.label());
        }
        return held;
    }

    /**
     * An answer that was read.
     *
     * @param extensions what changes for the connection
     * @param pushes hands the pushes off when it is run
     */
    public record Answer(AnswerExtensions extensions, Runnable pushes) {
        public static final Answer NONE = new Answer(AnswerExtensions.NONE, () -> {});
    }
}
