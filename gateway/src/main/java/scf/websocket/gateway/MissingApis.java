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
 * How long a connection whose gateway is over waits for its API to be a route, and what becomes of it then. Thread-safe; never blocks.
 *
 * @param patience how long
 * @param clock a wall clock: a step of it changes only when a connection is given up
 * @param deadLetters adds to the dead-letter list; true when the letter is kept
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

    boolean isWaitOver(long sinceEpochSecond) {
        return epochSecond() - sinceEpochSecond >= patience.toSeconds();
    }

    /** @return true when the connection is a dead letter, and false if that cannot be had because the gateway stops */
    CompletionStage<Boolean> giveUp(String connectionId, String apiId) {
        metrics.cleanupGivenUp(REASON);
        LOG.error(
                "cleanup of {} given up: its API {} has been no route for {} days",
                connectionId,
                apiId,
                patience.toDays());
        return deadLetters.apply(
                new DeadLetter(connectionId, apiId, CloseCause.GATEWAY_CRASH.wireName(), REASON, epochSecond(), 0));
    }
}
