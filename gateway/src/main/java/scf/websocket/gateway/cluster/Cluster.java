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
import scf.websocket.gateway.group.GroupBus;
import scf.websocket.gateway.health.ReadinessCheck;
import scf.websocket.gateway.push.PushDispatcher;

/** This gateway as a member of a cluster. Thread-safe. */
public interface Cluster extends EarlierRuns, AutoCloseable {
    /**
     * Joins the cluster; blocks until that is done. Call it before the first client is admitted, because other nodes
     * would not know its id.
     *
     * @throws ClusterException if the cluster cannot be joined
     */
    void start();

    /** Returns the ledger for the connections of this gateway. */
    ConnectionLedger ledger();

    /**
     * Returns a dispatcher that forwards pushes to the gateway of each connection.
     *
     * @param own the connections of this gateway
     * @param cleanups pending here, including those for connections of dead gateways
     */
    PushDispatcher dispatcher(PushDispatcher own, PendingCleanups cleanups);

    /** Returns the bus for messages of groups; empty if there are no other gateways. */
    Optional<GroupBus> groupBus();

    /** Returns how to ask the other gateways; empty if there are none. */
    Optional<NodeQuestions> questions();

    /** Returns the dead letters shared by all gateways; empty if there is no shared store. */
    Optional<DeadLetterStore> deadLetters();

    /**
     * Completes normally once new ids name a node that the others know, or after some seconds if that is impossible.
     * Immediately, unless this process was paused for longer than its lease allows.
     */
    CompletionStage<Void> awake();

    /** Returns the ids of the other live gateways, as last seen. Never blocks. */
    Set<String> otherNodes();

    /** Returns the liveness of each thread of the cluster, by name. */
    Map<String, BooleanSupplier> threads();

    /** Returns the conditions under which this gateway should get new clients. */
    List<ReadinessCheck> readiness();

    /**
     * Leaves the cluster: the others immediately clean up connections that are still open. Blocks for some seconds at
     * most.
     */
    @Override
    void close();

    /** Returns the implementation for a single gateway. */
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
            public Optional<GroupBus> groupBus() {
                return Optional.empty();
            }

            @Override
            public Optional<NodeQuestions> questions() {
                return Optional.empty();
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
            public Set<String> otherNodes() {
                return Set.of();
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
                return CompletableFuture.failedStage(new IllegalStateException("there are no other gateways"));
            }

            @Override
            public void close() {}
        };
    }
}
