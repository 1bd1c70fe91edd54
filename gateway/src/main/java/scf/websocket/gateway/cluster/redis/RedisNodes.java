package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.cluster.redis.Observation.Sighting;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.redis.RedisSettings;

/**
 * The nodes in Redis and their state transitions; each is one script, so it is atomic; see {@link RedisLists} for those
 * that include a list. Stateless. Thread-safe. All methods but {@link #lookUp} block, for at most {@link
 * RedisSettings#TIMEOUT}, and throw {@link RedisException} if Redis is unreachable.
 */
final class RedisNodes {
    /** The owner in {@link RedisScripts#RETIRE} when a node retires itself or its journal takes over. */
    private static final String ITSELF = "itself";

    /** The owner of a node that was released: not a valid node id, so any node may claim it. */
    private static final String NOBODY = "nobody";

    /** Limit on foreign members of the set of nodes that are reported. */
    private static final int MAX_FOREIGN_MEMBERS = 100;

    /** Limit on names under which the journal of one node has handed over connections: one for each API. */
    private static final int MAX_HANDED_OVER = 8;

    private final RedisLink link;
    private final RedisKeys keys;
    private final RedisLists lists;
    private final Duration lease;
    private final UnreadableData unreadable;

    /** @param lease duration of a renewal and of a claim */
    RedisNodes(RedisLink link, Duration lease, UnreadableData unreadable) {
        this.link = link;
        this.keys = link.keys();
        this.lists = lists(link);
        this.lease = lease;
        this.unreadable = unreadable;
    }

    /** Returns the lists in the Redis of a link. */
    static RedisLists lists(RedisLink link) {
        return link.keys().areApart() ? new RedisListsApart(link) : new RedisListsTogether(link);
    }

    /**
     * @param over the node is dead for good, and nothing was renewed
     * @param unknown Redis did not know the node
     * @param epoch the epoch of Redis; empty if the node is dead
     * @param number of this renewal, of all renewals of all nodes
     */
    record Renewal(boolean over, boolean unknown, String epoch, long number) {}

    /** Renews a lease; registers the node if it is unknown. */
    Renewal renew(NodeId node) {
        List<Object> answer = link.eval(
                RedisRenewalScripts.RENEW,
                List.of(keys.nodes(), keys.lease(node), keys.over(node), keys.epoch(), keys.renewals()),
                node.toString(),
                Long.toString(lease.toMillis()),
                UUID.randomUUID().toString());
        if (isOne(answer, 3)) {
            unreadable.skipped(UnreadableData.Kind.NODES);
        }
        return new Renewal(isOne(answer, 0), isOne(answer, 1), answer.get(2).toString(), (Long) answer.get(4));
    }

    /** Gives up the lease, so that the others take over without waiting for it to expire. */
    void release(NodeId node) {
        link.eval(
                RedisRenewalScripts.RELEASE,
                List.of(keys.lease(node), keys.left(node), keys.renewals()),
                Integer.toString(RedisScripts.OVER_SECONDS),
                node.toString());
    }

    /**
     * Retires a node that leaves nothing to clean up. Returns false if another has taken over; true also if it was
     * retired before.
     */
    boolean retire(NodeId node) {
        return lists.retire(node, ITSELF);
    }

    /**
     * Like {@link #retire(NodeId)}, for an earlier run of this gateway: afterwards {@link #successors} includes the
     * node that replays the journal of that run.
     */
    boolean retire(NodeId earlier, NodeId replaying) {
        boolean ours = retire(earlier);
        if (ours) {
            String replay = keys.replay(earlier);
            link.ask(
                    replay,
                    redis -> redis.set(replay, replaying.toString(), SetArgs.Builder.ex(RedisScripts.OVER_SECONDS)));
        }
        return ours;
    }

    /**
     * Returns the nodes that clean up, or have cleaned up, for a dead node and for what its journal has handed over.
     * Never blocks; fails like {@link #lookUp}.
     */
    CompletionStage<List<NodeId>> successors(NodeId over) {
        return link.evalLater(
                        RedisScripts.SUCCESSORS,
                        List.of(keys.over(over), keys.replay(over), keys.handed(over)),
                        ITSELF,
                        keys.overs(),
                        Integer.toString(MAX_HANDED_OVER))
                .thenApply(answer -> answer.stream()
                        .flatMap(name -> NodeId.tryParse(name.toString()).stream())
                        .distinct()
                        .toList());
    }

    /**
     * Looks at the nodes whose last renewal has that number or a smaller one: the dead ones whose list has not been
     * taken over yet, and those that are late. At all nodes while one of them has no number.
     *
     * @param version of the nodes, as known
     */
    Observation observe(long number, String version) {
        return Observation.of(link.eval(
                RedisRenewalScripts.OBSERVE,
                List.of(keys.nodes(), keys.renewals()),
                keys.leases(),
                keys.lefts(),
                keys.overs(),
                Integer.toString(MAX_FOREIGN_MEMBERS),
                Integer.toString(RedisRenewalScripts.MAX_LATE),
                Long.toString(number),
                version));
    }

    /**
     * Makes the claimant responsible for a node whose lease has lapsed, which is then dead for good; also renews a
     * claim. Returns false if the lease was renewed or another node has claimed it in the meantime.
     */
    boolean claim(NodeId lapsed, NodeId claimant, Sighting seen) {
        return isOne(
                link.eval(
                        RedisScripts.CLAIM,
                        List.of(keys.lease(lapsed), keys.claim(lapsed), keys.over(lapsed)),
                        claimant.toString(),
                        Long.toString(lease.toMillis()),
                        Integer.toString(RedisScripts.OVER_SECONDS),
                        seen.lease(),
                        seen.holder()),
                0);
    }

    /** Call it after a claim, and before the list is read: the node, which may have been paused, changes it no more. */
    void fence(NodeId claimed, NodeId claimant) {
        lists.fence(claimed, claimant);
    }

    /** Removes a claimed node if its list is empty and the claim still holds; returns whether it did. */
    boolean finish(NodeId claimed, NodeId claimant) {
        return lists.finish(claimed, claimant);
    }

    /**
     * Gives up a claim, and leaves the remaining entries to a node with their APIs.
     *
     * @param epochSecond the current time; {@link #waitingSince} returns the first such time
     */
    void letGo(NodeId claimed, NodeId claimant, long epochSecond) {
        link.eval(
                RedisScripts.LET_GO,
                List.of(keys.claim(claimed), keys.over(claimed), keys.waiting(claimed)),
                claimant.toString(),
                NOBODY,
                Integer.toString(RedisScripts.OVER_SECONDS),
                Long.toString(epochSecond));
    }

    /**
     * Returns since when the remaining entries of a node have waited for a node with their API, in seconds since the
     * epoch; empty if they have not.
     */
    OptionalLong waitingSince(NodeId over) {
        List<Object> answer = link.eval(RedisScripts.WAITING, List.of(keys.waiting(over)));
        try {
            return OptionalLong.of(Long.parseLong(answer.get(0).toString()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Hands entries over, as if a node with that name had shut down. Idempotent. Never blocks; fails like {@link
     * #lookUp}, and may have succeeded nevertheless.
     *
     * @param earlier the nodes whose connections they are
     */
    CompletionStage<Boolean> handOver(NodeId name, Set<NodeId> earlier, List<String> members, long waitingSince) {
        return lists.handOver(name, earlier, members, waitingSince);
    }

    /**
     * @param over the node is dead for good
     * @param known it has a lease, or a list that has not been taken over yet
     * @param epoch the epoch of Redis; empty if no lease was renewed in it yet
     */
    record Entry(boolean over, boolean known, String epoch) {}

    /** Never blocks; fails with {@link RedisException}, or throws it if the failure is immediate. */
    CompletionStage<Entry> lookUp(NodeId node) {
        return link.evalLater(
                        RedisScripts.LOOK_UP,
                        List.of(keys.nodes(), keys.lease(node), keys.over(node), keys.epoch()),
                        node.toString())
                .thenApply(answer -> new Entry(
                        isOne(answer, 0),
                        isOne(answer, 1) || isOne(answer, 2),
                        answer.get(3).toString()));
    }

    private static boolean isOne(List<Object> answer, int index) {
        return Long.valueOf(1).equals(answer.get(index));
    }
}
