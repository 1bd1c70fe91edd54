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

/** This gateway as one of several. Thread-safe. */
public interface Cluster extends EarlierRuns, AutoCloseable {
    /**
     * Joins the others; blocks until that is done. Must be done before the first client is let in, for its id would be unknown to them.
     *
     * @throws ClusterException if they cannot be joined
     */
    void start();

    /** Where the connections of this gateway have to be entered. */
    ConnectionLedger ledger();

    /**
     * Takes pushes to the gateway of each connection.
     *
     * @param own the connections of this gateway
     * @param cleanups pending here, also for connections of gateways that are over
     */
    PushDispatcher dispatcher(PushDispatcher own, PendingCleanups cleanups);

    /** Where connections whose cleanup was given up are kept for all gateways; empty if nothing is kept for all. */
    Optional<DeadLetterStore> deadLetters();

    /**
     * Completes normally when ids that are made now name a node that the others know, or when that cannot be had within seconds; at
     * once, unless this process was stopped for longer than the others wait.
     */
    CompletionStage<Void> awake();

    /** Whether each thread that it needs has not ended, by name. */
    Map<String, BooleanSupplier> threads();

    /** Without what this gateway should get no new clients. */
    List<ReadinessCheck> readiness();

    /** Leaves the others: what is still open is theirs to clean up, at once. Blocks for some seconds at most. */
    @Override
    void close();

    /** A gateway that is alone: everything is its own. */
    static Cluster none() {
        return new Cluster() {
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
        };
    }
}
