package scf.websocket.gateway.cluster;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushDispatcher;

/** Carries out pushes from other nodes, limited in number and bytes. Always answers. Thread-safe. */
public final class IncomingPushes {
    /** The limit on pushes between nodes in both directions, as a label of a metric. */
    public static final String LIMIT = "remote-pushes";

    private static final int MOST = 10_000;
    private static final long MAX_BYTES = 64L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(IncomingPushes.class);

    private final PushDispatcher local;
    private final BiConsumer<BusMessage.Request, List<DeliveryOutcome>> answers;
    private final GatewayMetrics metrics;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** @param answers sends an answer; must not block or throw */
    public IncomingPushes(
            PushDispatcher local,
            BiConsumer<BusMessage.Request, List<DeliveryOutcome>> answers,
            GatewayMetrics metrics) {
        this.local = local;
        this.answers = answers;
        this.metrics = metrics;
    }

    /** @param size of the message, in bytes */
    public void carryOut(BusMessage.Request request, int size) {
        int requests = underWay.incrementAndGet();
        if (bytes.addAndGet(size) > MAX_BYTES || requests > MOST) {
            ended(size);
            metrics.limitHit(LIMIT);
            // A definite answer, unlike the sender's timeout.
            answers.accept(request, all(request, DeliveryOutcome.NODE_BUSY));
            return;
        }
        PortCall.of(() -> local.dispatch(request.apiId(), request.order(), request.connectionIds()))
                .whenComplete((outcomes, failure) -> {
                    ended(size);
                    if (failure != null) {
                        LOG.error("a push of another node failed", failure);
                    }
                    answers.accept(request, failure == null ? outcomes : all(request, DeliveryOutcome.INTERNAL_ERROR));
                });
    }

    private void ended(int size) {
        underWay.decrementAndGet();
        bytes.addAndGet(-size);
    }

    private static List<DeliveryOutcome> all(BusMessage.Request request, DeliveryOutcome outcome) {
        return Collections.nCopies(request.connectionIds().size(), outcome);
    }
}
