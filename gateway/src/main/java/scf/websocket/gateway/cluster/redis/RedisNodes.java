package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/**
 * What Redis knows of the nodes, and the steps in which that changes: each is one script, so it happens as a whole or not at all.
 * Holds nothing itself. Thread-safe; everything but {@link #lookUp} blocks, for at most {@link RedisSettings#TIMEOUT}, and throws
 * {@link RedisException} if Redis is away.
 */
final class RedisNodes {
    /** Who did it, in {@link RedisScripts#RETIRE}, when a node retires itself or its journal takes over. */
    private static final String ITSELF = "itself";

    /** Who cleans up for a node that was let go: no name of a node, so any node may claim it. */
    private static final String NOBODY = "nobody";

    /** Of a {@link Sighting}. */
    private static final int FIELDS = 5;

    /** Members of the set of nodes that are no nodes, and of which something is said. */
    private static final int MOST_STRANGERS = 100;

    /** Names under which the journal of one node has left something: one for each API. */
    private static final int MOST_HANDED = 8;

    private final RedisLink link;
    private final RedisKeys keys;
    private final Duration lease;
    private final UnreadableData unreadable;

    /** @param lease for how long a renewal and a claim hold */
    RedisNodes(RedisLink link, Duration lease, UnreadableData unreadable) {
        this.link = link;
        this.keys = link.keys();
        this.lease = lease;
        this.unreadable = unreadable;
    }

    /**
     * @param over the node is over for good, and nothing was renewed
     * @param unknown Redis did not know it before
     * @param epoch which life of Redis it is; empty if the node is over
     */
    record Renewal(boolean over, boolean unknown, String epoch) {}

    /** Renews a lease; makes the node known if it is not. */
    Renewal renew(NodeId node) {
        List<Object> answer = link.eval(
                RedisScripts.RENEW,
                List.of(keys.nodes(), keys.lease(node), keys.over(node), keys.epoch()),
                node.toString(),
                Long.toString(lease.toMillis()),
                UUID.randomUUID().toString());
        if (isOne(answer, 3)) {
            unreadable.skipped(UnreadableData.Kind.NODES);
        }
        return new Renewal(isOne(answer, 0), isOne(answer, 1), answer.get(2).toString());
    }

    /** Gives the lease up, so that the others need not wait for its end before they take over. */
    void release(NodeId node) {
        link.eval(
                RedisScripts.RELEASE,
                List.of(keys.lease(node), keys.left(node)),
                Integer.toString(RedisScripts.OVER_SECONDS));
    }

    /**
     * Ends a node with nothing left for others to clean up. False if another has taken over for it; true also if it was retired before.
     */
    boolean retire(NodeId node) {
        return isOne(
                link.eval(
                        RedisScripts.RETIRE,
                        List.of(keys.nodes(), keys.lease(node), keys.over(node), keys.open(node), keys.rewritten(node)),
                        node.toString(),
                        ITSELF,
                        Integer.toString(RedisScripts.OVER_SECONDS)),
                0);
    }

    /**
     * As {@link #retire(NodeId)}, for an earlier run of this gateway: from now on {@link #successors} has the node that replays the journal
     * of that run.
     */
    boolean retire(NodeId earlier, NodeId replaying) {
        boolean ours = retire(earlier);
        if (ours) {
            link.ask(redis -> redis.set(
                    keys.replay(earlier), replaying.toString(), SetArgs.Builder.ex(RedisScripts.OVER_SECONDS)));
        }
        return ours;
    }

    /**
     * Who cleans up, or has cleaned up, for a node that is over, and for what its journal has left to others. Never blocks; fails as
     * {@link #lookUp} does.
     */
    CompletionStage<List<NodeId>> successors(NodeId over) {
        return link.evalLater(
                        RedisScripts.SUCCESSORS,
                        List.of(keys.over(over), keys.replay(over), keys.handed(over)),
                        ITSELF,
                        keys.overs(),
                        Integer.toString(MOST_HANDED))
                .thenApply(answer -> answer.stream()
                        .flatMap(name -> NodeId.tryParse(name.toString()).stream())
                        .distinct()
                        .toList());
    }

    /**
     * What is to be seen of a node.
     *
     * @param name of the node, or of what else is in the set
     * @param lease what it holds; another text after each renewal, empty if there is none
     * @param left it has ended in good order
     * @param holder the node that cleans up for it; empty if none does
     * @param holdersLease as {@code lease}, of the holder
     */
    record Sighting(String name, String lease, boolean left, String holder, String holdersLease) {}

    /** All nodes that are open, or whose list is not taken over yet. */
    List<Sighting> observe() {
        List<Object> answer = link.eval(
                RedisScripts.OBSERVE,
                List.of(keys.nodes()),
                keys.leases(),
                keys.lefts(),
                keys.overs(),
                Integer.toString(MOST_STRANGERS));
        List<Sighting> seen = new ArrayList<>(answer.size() / FIELDS);
        for (int i = 0; i + FIELDS <= answer.size(); i += FIELDS) {
            seen.add(new Sighting(
                    answer.get(i).toString(),
                    answer.get(i + 1).toString(),
                    isOne(answer, i + 2),
                    answer.get(i + 3).toString(),
                    answer.get(i + 4).toString()));
        }
        return seen;
    }

    /**
     * Whether it is the claimant that cleans up for a node that has lapsed, and then the node is over. Also renews a claim. Fails if the
     * lease was renewed or somebody else has claimed since it was seen.
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

    /** Forgets a node that was claimed, if nothing is left on its list and the claim still holds; whether that is so. */
    boolean finish(NodeId claimed, NodeId claimant) {
        return isOne(
                link.eval(
                        RedisScripts.FINISH,
                        List.of(
                                keys.nodes(),
                                keys.open(claimed),
                                keys.over(claimed),
                                keys.claim(claimed),
                                keys.left(claimed),
                                keys.rewritten(claimed),
                                keys.waiting(claimed)),
                        claimed.toString(),
                        claimant.toString()),
                0);
    }

    /**
     * Gives a claim up, with what is left on the list of that node, to one that can do more.
     *
     * @param epochSecond now; the first such time is what {@link #waitingSince} tells
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

    /** Since when what is left of a node has waited for one with its API, in seconds since the epoch; empty if it has not. */
    OptionalLong waitingSince(NodeId over) {
        List<Object> answer = link.eval(RedisScripts.WAITING, List.of(keys.waiting(over)));
        try {
            return OptionalLong.of(Long.parseLong(answer.get(0).toString()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Leaves entries to the nodes, as if a node with that name had stopped. Harmless if it was done before with the same. Never blocks;
     * fails as {@link #lookUp} does, and then may have been done.
     *
     * @param earlier the nodes whose connections they are
     */
    CompletionStage<Boolean> handOver(NodeId name, Set<NodeId> earlier, List<String> members, long waitingSince) {
        List<String> arguments = new ArrayList<>(members.size() + 3);
        arguments.add(name.toString());
        arguments.add(Integer.toString(RedisScripts.OVER_SECONDS));
        arguments.add(Long.toString(waitingSince));
        arguments.addAll(members);
        List<String> names = new ArrayList<>(
                List.of(keys.nodes(), keys.over(name), keys.left(name), keys.open(name), keys.waiting(name)));
        earlier.forEach(node -> names.add(keys.handed(node)));
        return link.evalLater(RedisScripts.HAND_OVER, names, arguments.toArray(String[]::new))
                .thenApply(answer -> true);
    }

    /**
     * @param over it is over for good
     * @param known it has a lease, or a list that is not taken over yet
     * @param epoch which life of Redis it is; empty if nobody has renewed a lease in it yet
     */
    record Entry(boolean over, boolean known, String epoch) {}

    /** Never blocks; fails with {@link RedisException}, or throws it if that is known at once. */
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
