package scf.websocket.gateway.cluster;

import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import java.util.List;
import java.util.concurrent.CompletionException;
import scf.websocket.gateway.session.NodeId;

/**
 * Does once, under the names of this node, everything that the nodes do sooner or later: a user that may not is found at the start
 * and not when the first node dies.
 */
final class RedisRights {
    private static final String MEMBER = "rights";

    private RedisRights() {}

    /** Blocks; leaves nothing behind. @throws io.lettuce.core.RedisException if the user may not do something */
    static void check(RedisLink link, NodeId node) {
        String set = link.keys().rewritten(node);
        String renamed = link.keys().open(node);
        link.add(set, List.of(MEMBER));
        link.ask(redis -> redis.scard(set));
        link.ask(redis -> redis.smembers(set));
        link.ask(redis -> redis.sismember(set, MEMBER));
        link.rename(set, renamed);
        link.scan(renamed, ScanCursor.INITIAL);
        link.remove(renamed, List.of(MEMBER));
        link.delete(renamed);
        String claim = link.keys().claim(node);
        link.ask(redis -> redis.set(claim, MEMBER, SetArgs.Builder.nx().px(RedisLink.TIMEOUT.toMillis())));
        link.ask(redis -> redis.pexpire(claim, RedisLink.TIMEOUT.toMillis()));
        link.ask(redis -> redis.get(claim));
        link.ask(redis -> redis.exists(claim, link.keys().over(node)));
        link.delete(claim);
        publish(link, node);
    }

    private static void publish(RedisLink link, NodeId node) {
        try {
            link.publish(link.keys().channel(node), BusCodec.encode(new BusMessage.Beat()))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new io.lettuce.core.RedisException(e.getCause());
        }
    }
}
