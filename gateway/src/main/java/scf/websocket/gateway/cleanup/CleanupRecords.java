package scf.websocket.gateway.cleanup;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.route.Api;

/**
 * Updates the records of a connection when its cleanup ends: forgets it after a success, and moves it to the
 * dead-letter list otherwise. Thread-safe; never blocks.
 *
 * @param records of this gateway's connections
 * @param deadLetters adds to the list; completes with true once the letter is stored
 * @param clock dates the letters
 */
record CleanupRecords(
        ConnectionRecords records, Function<DeadLetter, CompletionStage<Boolean>> deadLetters, Clock clock) {
    /**
     * Turns a cleanup into a dead letter.
     *
     * @return true once its connection may be forgotten
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

    /** The connection needs nothing more. */
    void settled(String connectionId) {
        records.closed(connectionId);
    }

    /** The connection ended while a function may still store it; a restart after a crash has to know. */
    void running(Api api, String connectionId) {
        records.running(connectionId, api.apiId());
    }
}
