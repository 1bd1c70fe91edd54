package scf.websocket.gateway;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cluster.Cluster;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.deadletter.DeadLetterEndpoints;
import scf.websocket.gateway.deadletter.DeadLetterReplay;
import scf.websocket.gateway.deadletter.DeadLetterStore;
import scf.websocket.gateway.deadletter.DeadLetters;
import scf.websocket.gateway.deadletter.FileDeadLetterStore;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.route.Routes;

/**
 * Chooses where this gateway keeps dead letters: next to its journal if it has one, otherwise in Redis, otherwise in
 * memory.
 */
final class DeadLetterList {
    private DeadLetterList() {}

    static DeadLetters of(GatewayOptions options, Cluster cluster, GatewayMetrics metrics, Clock clock) {
        return new DeadLetters(store(options, cluster), options.journal.deadLetterBounds(), metrics, clock);
    }

    private static DeadLetterStore store(GatewayOptions options, Cluster cluster) {
        Path folder = options.journal.journal;
        if (folder != null && !options.operation.check) {
            return new FileDeadLetterStore(folder);
        }
        return cluster.deadLetters().orElseGet(DeadLetterStore::inMemory);
    }

    /** Endpoints that let operators list and replay dead letters. */
    static DeadLetterEndpoints endpoints(DeadLetters letters, Routes routes, CleanupQueue cleanups) {
        return new DeadLetterEndpoints(
                new DeadLetterReplay(letters, (letter, ended) -> begin(letter, ended, routes, cleanups)));
    }

    private static boolean begin(
            DeadLetter letter, DeadLetterReplay.Ended ended, Routes routes, CleanupQueue cleanups) {
        Optional<Api> api = routes.byId(letter.apiId());
        api.ifPresent(known -> cleanups.submitAgain(known, letter.connectionId(), letter.cause(), ended::ended));
        return api.isPresent();
    }
}
