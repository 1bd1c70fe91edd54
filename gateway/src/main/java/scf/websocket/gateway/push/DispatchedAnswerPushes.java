package scf.websocket.gateway.push;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.extension.AnswerPushes;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.failure.ThrottledLog;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Delivers the pushes of answers as those of the push URL. Thread-safe. */
public final class DispatchedAnswerPushes implements AnswerPushes {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchedAnswerPushes.class);

    private final PushDispatchers to;
    private final PushParser parser;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final ThrottledLog mistakes = new ThrottledLog(1);

    /**
     * @param maxMessageBytes the largest message to a client
     * @param nanoTime a monotonic clock
     */
    public DispatchedAnswerPushes(
            PushDispatchers to, int maxMessageBytes, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.to = to;
        this.parser = new PushParser(false, maxMessageBytes);
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public Runnable prepare(String apiId, String cause, List<byte[]> pushes) {
        List<PushRequest> requests = pushes.stream().map(parser::parseMembers).toList();
        PushDelivery delivery = PushDelivery.ofAnswer(to, apiId, metrics, cause);
        return () -> handOff(apiId, delivery, requests.iterator());
    }

    /** Hands off in order. Waits for a membership, because a push to the group may follow, and for nothing else. */
    private void handOff(String apiId, PushDelivery delivery, Iterator<PushRequest> rest) {
        while (rest.hasNext()) {
            PushRequest request = rest.next();
            CompletableFuture<HttpAnswer> delivered = handOff(apiId, delivery, request);
            if (request.changesMembership() && !delivered.isDone()) {
                delivered.whenComplete((answer, failure) -> handOff(apiId, delivery, rest));
                return;
            }
        }
    }

    /** Never fails: one push must not hold up the next. */
    private CompletableFuture<HttpAnswer> handOff(String apiId, PushDelivery delivery, PushRequest request) {
        if (request instanceof PushRequest.Invalid invalid) {
            log(apiId, invalid.error());
        }
        return PortCall.of(() -> delivery.deliver(request))
                .exceptionally(failure -> {
                    LOG.error("a push in an answer for {} failed", apiId, failure);
                    return PushError.INTERNAL.answer();
                })
                .toCompletableFuture();
    }

    private void log(String apiId, PushError error) {
        mistakes.next(nanoTime.getAsLong())
                .ifPresent(leftOut -> LOG.warn(
                        "a push in an answer for {} is skipped, error {}: {}; {} more lines like this were left out",
                        apiId,
                        error.number(),
                        error.text(),
                        leftOut));
    }
}
