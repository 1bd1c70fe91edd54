package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/**
 * Lists in a Redis Cluster, each beside its fence in a slot of its own, which may be at another server than the nodes.
 * See {@link RedisListScripts}.
 */
final class RedisListsApart implements RedisLists {
    private static final String FOR_A_WEEK = Integer.toString(RedisScripts.OVER_SECONDS);

    private final RedisLink link;
    private final RedisKeys keys;

    RedisListsApart(RedisLink link) {
        this.link = link;
        this.keys = link.keys();
    }

    /** A list without a known node would remain forever if the node died now. */
    @Override
    public void begin(NodeId node) {
        if (isOne(link.eval(RedisListScripts.REGISTER, List.of(keys.nodes(), keys.over(node)), node.toString()))) {
            link.eval(RedisListScripts.BEGIN, List.of(keys.fence(node), keys.rewritten(node), keys.whole(node)));
        }
    }

    @Override
    public void change(NodeId node, String set, String how, List<String> members) {
        List<String> arguments = new ArrayList<>(members.size() + 1);
        arguments.add(how);
        arguments.addAll(members);
        List<Object> answer = link.eval(
                RedisListScripts.WRITE,
                List.of(keys.fence(node), keys.whole(node), set),
                arguments.toArray(String[]::new));
        checkWhole(answer);
    }

    @Override
    public void replace(NodeId node, int count) {
        checkWhole(link.eval(
                RedisScripts.REPLACE,
                List.of(keys.fence(node), keys.rewritten(node), keys.open(node)),
                Integer.toString(count)));
    }

    private static void checkWhole(List<Object> answer) {
        if (Long.valueOf(2).equals(answer.get(0))) {
            throw new RedisException("it lost its data while the list was written");
        }
    }

    @Override
    public boolean isWhole(NodeId node) {
        String whole = keys.whole(node);
        return link.ask(whole, redis -> redis.exists(whole)) == 1;
    }

    @Override
    public void fence(NodeId claimed, NodeId claimant) {
        link.eval(RedisListScripts.FENCE, List.of(keys.fence(claimed)), claimant.toString(), FOR_A_WEEK);
    }

    /** Nothing is added in between, because of the fence. */
    @Override
    public boolean finish(NodeId claimed, NodeId claimant) {
        return isOne(link.eval(
                        RedisListScripts.END,
                        List.of(keys.open(claimed), keys.rewritten(claimed), keys.whole(claimed))))
                && isOne(link.eval(
                        RedisListScripts.FORGET,
                        List.of(
                                keys.nodes(),
                                keys.over(claimed),
                                keys.claim(claimed),
                                keys.left(claimed),
                                keys.waiting(claimed),
                                keys.renewals()),
                        claimed.toString(),
                        claimant.toString()));
    }

    @Override
    public boolean retire(NodeId node, String owner) {
        boolean ours = isOne(link.eval(
                RedisListScripts.RETIRE,
                List.of(keys.nodes(), keys.lease(node), keys.over(node), keys.renewals()),
                node.toString(),
                owner,
                FOR_A_WEEK));
        if (ours) {
            link.eval(
                    RedisListScripts.REMOVE,
                    List.of(keys.fence(node), keys.open(node), keys.rewritten(node), keys.whole(node)),
                    owner,
                    FOR_A_WEEK);
        }
        return ours;
    }

    /** The list first: a node without a list would be removed at once. It expires if the node is never known. */
    @Override
    public CompletionStage<Boolean> handOver(
            NodeId name, Set<NodeId> earlier, List<String> members, long waitingSince) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(RedisListScripts.UNKNOWN_SECONDS)));
        arguments.addAll(members);
        List<String> names = new ArrayList<>(List.of(
                keys.nodes(),
                keys.over(name),
                keys.left(name),
                // In place of the list, which gets no members here.
                keys.waiting(name),
                keys.waiting(name),
                keys.renewals()));
        earlier.forEach(node -> names.add(keys.handed(node)));
        return link.evalLater(
                        RedisListScripts.LEAVE,
                        List.of(keys.fence(name), keys.open(name)),
                        arguments.toArray(String[]::new))
                .thenCompose(left -> link.evalLater(
                        RedisScripts.HAND_OVER, names, name.toString(), FOR_A_WEEK, Long.toString(waitingSince)))
                .thenCompose(known -> link.evalLater(RedisListScripts.KEEP, List.of(keys.open(name))))
                .thenApply(kept -> true);
    }

    private static boolean isOne(List<Object> answer) {
        return Long.valueOf(1).equals(answer.get(0));
    }
}
