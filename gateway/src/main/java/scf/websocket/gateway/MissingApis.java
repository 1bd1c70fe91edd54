package scf.websocket.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.metrics.GatewayMetrics;

/**
 * Decides how long the connection of a dead gateway waits for a route with its API, and turns it into a dead letter
 * afterwards. Thread-safe; never blocks.
 *
 * @param patience the time to wait
 * @param clock a wall clock: if it is adjusted, a connection is given up earlier or later
 * @param deadLetters adds to the dead-letter list; completes with true once the letter is stored
 */
record MissingApis(
        Duration patience,
        Clock clock,
        Function<DeadLetter, CompletionStage<Boolean>> deadLetters,
        GatewayMetrics metrics) {
    private static final Logger LOG = LoggerFactory.getLogger(MissingApis.class);
    private static final String REASON = "no-such-api";

    long epochSecond() {
        return clock.instant().getEpochSecond();
    }

    boolean hasWaitExpired(long sinceEpochSecond) {
        return epochSecond() - sinceEpochSecond >= patience.toSeconds();
    }

    /** @return true once the dead letter is stored; false if it cannot be because the gateway is stopping */
    CompletionStage<Boolean> giveUp(String connectionId, String apiId) {
        metrics.cleanupGivenUp(REASON);
        LOG.error(
                "cleanup of {} given up: no route has had its API {} for {} days",
                connectionId,
                apiId,
                patience.toDays());
        return deadLetters.apply(
                new DeadLetter(connectionId, apiId, CloseCause.GATEWAY_CRASH.wireName(), REASON, epochSecond(), 0));
    }
}
