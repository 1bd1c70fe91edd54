package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.connection.NodeId;

/** Lists in a single Redis: each operation is one script, so it is atomic. */
final class RedisListsTogether implements RedisLists {
    private static final String FOR_A_WEEK = Integer.toString(RedisScripts.OVER_SECONDS);

    private final RedisLink link;
    private final RedisKeys keys;

    RedisListsTogether(RedisLink link) {
        this.link = link;
        this.keys = link.keys();
    }

    @Override
    public void begin(NodeId node) {
        link.delete(keys.rewritten(node));
    }

    @Override
    public void change(NodeId node, String set, String how, List<String> members) {
        List<String> arguments = new ArrayList<>(members.size() + 2);
        arguments.add(node.toString());
        arguments.add(how);
        arguments.addAll(members);
        link.eval(RedisScripts.WRITE, List.of(keys.over(node), set, keys.nodes()), arguments.toArray(String[]::new));
    }

    @Override
    public void replace(NodeId node, int count) {
        List<Object> answer = link.eval(
                RedisScripts.REPLACE,
                List.of(keys.over(node), keys.rewritten(node), keys.open(node)),
                Integer.toString(count));
        if (Long.valueOf(2).equals(answer.get(0))) {
            throw new RedisException("it lost its data while the list was written");
        }
    }

    /** The nodes are lost together with the lists. */
    @Override
    public boolean isWhole(NodeId node) {
        return true;
    }

    /** The claim itself is the fence. */
    @Override
    public void fence(NodeId claimed, NodeId claimant) {}

    @Override
    public boolean finish(NodeId claimed, NodeId claimant) {
        return isOne(link.eval(
                RedisScripts.FINISH,
                List.of(
                        keys.nodes(),
                        keys.open(claimed),
                        keys.over(claimed),
                        keys.claim(claimed),
                        keys.left(claimed),
                        keys.rewritten(claimed),
                        keys.waiting(claimed),
                        keys.renewals()),
                claimed.toString(),
                claimant.toString()));
    }

    @Override
    public boolean retire(NodeId node, String owner) {
        return isOne(link.eval(
                RedisScripts.RETIRE,
                List.of(
                        keys.nodes(),
                        keys.lease(node),
                        keys.over(node),
                        keys.open(node),
                        keys.rewritten(node),
                        keys.renewals()),
                node.toString(),
                owner,
                FOR_A_WEEK));
    }

    @Override
    public CompletionStage<Boolean> handOver(
            NodeId name, Set<NodeId> earlier, List<String> members, long waitingSince) {
        List<String> arguments = new ArrayList<>(List.of(name.toString(), FOR_A_WEEK, Long.toString(waitingSince)));
        arguments.addAll(members);
        List<String> names = new ArrayList<>(List.of(
                keys.nodes(), keys.over(name), keys.left(name), keys.open(name), keys.waiting(name), keys.renewals()));
        earlier.forEach(node -> names.add(keys.handed(node)));
        return link.evalLater(RedisScripts.HAND_OVER, names, arguments.toArray(String[]::new))
                .thenApply(answer -> true);
    }

    private static boolean isOne(List<Object> answer) {
        return Long.valueOf(1).equals(answer.get(0));
    }
}
