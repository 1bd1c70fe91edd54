package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import scf.websocket.gateway.cluster.BusCodec;
import scf.websocket.gateway.cluster.BusMessage;
import scf.websocket.gateway.cluster.GroupEnvelope;
import scf.websocket.gateway.connection.NodeId;

/**
 * Performs every kind of operation once, under this node's names, so that a missing permission fails the start and not
 * the first takeover.
 */
final class RedisPermissionCheck {
    private static final String MEMBER = "rights";
    private static final Duration EXPIRY = Duration.ofMinutes(1);

    private RedisPermissionCheck() {}

    /**
     * Blocks. Leaves no data behind, even if this process dies meanwhile.
     *
     * @throws RedisException if a permission is missing
     */
    static void check(RedisLink link, NodeId node) {
        String claim = link.keys().claim(node);
        link.ask(claim, redis -> redis.set(claim, MEMBER, SetArgs.Builder.nx().px(EXPIRY.toMillis())));
        link.ask(claim, redis -> redis.pexpire(claim, EXPIRY.toMillis()));
        link.ask(claim, redis -> redis.get(claim));
        link.ask(claim, redis -> redis.exists(claim, link.keys().over(node)));
        checkAdding(link, claim);
        link.delete(claim);
        link.eval(RedisRenewalScripts.TRIAL, List.of(claim));
        String set = link.keys().rewritten(node);
        String renamed = link.keys().open(node);
        link.eval(RedisScripts.TRIAL, List.of(set), MEMBER, Long.toString(EXPIRY.toMillis()));
        link.ask(set, redis -> redis.scard(set));
        link.ask(set, redis -> redis.smembers(set));
        link.ask(set, redis -> redis.sismember(set, MEMBER));
        link.rename(set, renamed);
        link.scan(renamed, ScanCursor.INITIAL);
        link.remove(renamed, List.of(MEMBER));
        link.delete(renamed);
        if (link.keys().areApart()) {
            link.subscribe(link.keys().channel(node));
            link.eval(RedisListScripts.KEEP, List.of(link.keys().fence(node)));
        }
        await(link.publish(link.keys().channel(node), BusCodec.encode(new BusMessage.Beat())));
        await(link.publish(link.keys().everybody(), GroupEnvelope.probe().encode()));
        await(link.unsubscribeLater(link.keys().everybody() + ":" + node));
    }

    /** Adds to a key of another type: a set would remain forever if this process died before it expires. */
    private static void checkAdding(RedisLink link, String noSet) {
        try {
            link.add(noSet, List.of(MEMBER));
        } catch (RedisCommandExecutionException e) {
            if (!String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                throw e;
            }
        }
    }

    private static void await(CompletionStage<?> command) {
        try {
            command.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new RedisException(e.getCause());
        }
    }
}
