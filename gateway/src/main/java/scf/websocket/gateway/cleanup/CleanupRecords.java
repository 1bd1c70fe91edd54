package scf.websocket.gateway.cleanup;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.route.Api;

/**
 * What becomes of the records of a connection whose cleanup is settled: after a success it is forgotten; one that is given up moves to
 * the dead-letter list first. Thread-safe; never blocks.
 *
 * @param records of the connections of this gateway
 * @param deadLetters adds to the list; true when the letter is kept
 * @param clock dates the letters
 */
record CleanupRecords(
        ConnectionRecords records, Function<DeadLetter, CompletionStage<Boolean>> deadLetters, Clock clock) {
    /**
     * A cleanup is given up.
     *
     * @return true when its connection may be forgotten
     */
    CompletionStage<Boolean> giveUp(Cleanup cleanup, String reason) {
        return deadLetters.apply(new DeadLetter(
                cleanup.connectionId(),
                cleanup.api().apiId(),
                cleanup.how().cause().wireName(),
                reason,
                clock.instant().getEpochSecond(),
                cleanup.attempts()));
    }

    /** Nothing is left to be done for it. */
    void settled(String connectionId) {
        records.closed(connectionId);
    }

    /** It ends while a function may still store it: what comes after a crash has to know that. */
    void running(Api api, String connectionId) {
        records.running(connectionId, api.apiId());
    }
}
