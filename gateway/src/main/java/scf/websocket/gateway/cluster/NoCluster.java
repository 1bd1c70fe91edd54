package scf.websocket.gateway.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.PendingCleanups;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.deadletter.DeadLetterStore;
import scf.websocket.gateway.health.ReadinessCheck;
import scf.websocket.gateway.push.PushDispatcher;

/** A gateway that is alone: everything is its own. */
final class NoCluster implements Cluster {
    @Override
    public void start() {}

    @Override
    public ConnectionLedger ledger() {
        return ConnectionLedger.none();
    }

    @Override
    public PushDispatcher dispatcher(PushDispatcher own, PendingCleanups cleanups) {
        return own;
    }

    @Override
    public Optional<DeadLetterStore> deadLetters() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> awake() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Map<String, BooleanSupplier> threads() {
        return Map.of();
    }

    @Override
    public List<ReadinessCheck> readiness() {
        return List.of();
    }

    @Override
    public boolean claimForJournal(NodeId earlier) {
        return true;
    }

    @Override
    public boolean hasOthers() {
        return false;
    }

    @Override
    public CompletionStage<Boolean> leave(Map<String, String> open, Set<String> running, long waitingSince) {
        return CompletableFuture.failedStage(new IllegalStateException("there is nobody to leave them to"));
    }

    @Override
    public void close() {}
}
