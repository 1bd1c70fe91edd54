package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scf.websocket.gateway.check.CheckResult;
import scf.websocket.gateway.redis.RedisFault;
import scf.websocket.gateway.redis.RedisSettings;

/**
 * Checks whether Redis is usable: connects, authenticates, and publishes to a channel without subscribers; asks the
 * Sentinels, if there are any. Blocks.
 */
public final class RedisCheck {
    private static final long SECONDS = 3;

    private RedisCheck() {}

    public static CheckResult of(RedisSettings settings) {
        String what = "--redis " + settings.url();
        try (RedisLink link = new RedisLink(settings, message -> {}, () -> {})) {
            link.connect();
            link.publish(settings.prefix() + "check", new byte[0])
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
            if (!link.isConfirmed()) {
                return CheckResult.bad(what + ": most of the Sentinels do not answer, or name another primary");
            }
            return CheckResult.good(what + ": connects, signs in, and may publish");
        } catch (RedisException e) {
            return CheckResult.bad(what + ": " + RedisFault.explain(e));
        } catch (ExecutionException e) {
            return CheckResult.bad(what + ": "
                    + (e.getCause() instanceof RedisException cause ? RedisFault.explain(cause) : "may not publish"));
        } catch (TimeoutException e) {
            return CheckResult.bad(what + ": no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.unknown(what + ": interrupted");
        }
    }
}
