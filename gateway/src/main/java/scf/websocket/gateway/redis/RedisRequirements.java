package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requirements for the server: a primary, with replicas or not, that has loaded its data; part of a Redis Cluster or
 * not, as the URL says. Checked for every new connection, because the name may resolve to another server.
 */
final class RedisRequirements {
    /** The oldest version that is tested; the commands that the nodes use are older. */
    static final int LEAST_MAJOR = 4;

    static final String CLUSTER = "this is a Redis Cluster: --redis (GATEWAY_REDIS) must begin with redis+cluster:";

    static final String NO_CLUSTER =
            "this is no Redis Cluster: --redis (GATEWAY_REDIS) must begin with redis: or redis+sentinel:";
    static final String SENTINEL =
            "this is a Sentinel, not a Redis: --redis (GATEWAY_REDIS) must begin with redis+sentinel: to find the primary"
                    + " through it";
    static final String REPLICA =
            "this is a replica, which takes no writes: --redis (GATEWAY_REDIS) needs the address of the primary";
    static final String LOADING =
            "this Redis is still loading its data: the one in --redis (GATEWAY_REDIS) must have finished";

    private static final Logger LOG = LoggerFactory.getLogger(RedisRequirements.class);

    private final boolean cluster;

    private RedisRequirements(boolean cluster) {
        this.cluster = cluster;
    }

    static RedisRequirements of(RedisUrl url) {
        return new RedisRequirements(url.isCluster());
    }

    /**
     * Blocks.
     *
     * @throws RedisUnsuitableException if the server does not meet the requirements
     * @throws io.lettuce.core.RedisException if it is unreachable
     */
    void check(RedisCommands<String, String> redis) {
        Map<String, String> info = info(redis);
        check(info);
        if (mayEvict(info)) {
            LOG.warn(
                    "Redis may drop keys when its memory is full (maxmemory-policy {}): a node whose lease it drops counts as"
                            + " over; noeviction is right",
                    info.get("maxmemory_policy"));
        }
    }

    /** Like {@link #check(RedisCommands)}, for a server that is only asked about others. */
    void checkReplicaToo(RedisCommands<String, String> redis) {
        checkKind(info(redis));
    }

    /** Returns nothing if the user may not ask: missing permissions show in the next steps. */
    private static Map<String, String> info(RedisCommands<String, String> redis) {
        try {
            return parse(redis.info());
        } catch (RedisCommandExecutionException e) {
            if (String.valueOf(e.getMessage()).startsWith("NOPERM")) {
                return Map.of();
            }
            throw e;
        }
    }

    private void check(Map<String, String> info) {
        checkKind(info);
        if (info.getOrDefault("loading", "0").equals("1")) {
            throw new RedisUnsuitableException(LOADING, true);
        }
        String role = info.getOrDefault("role", "master");
        if (role.equals("slave") || role.equals("replica")) {
            throw new RedisUnsuitableException(REPLICA, true);
        }
    }

    private void checkKind(Map<String, String> info) {
        if (info.isEmpty()) {
            return;
        }
        String mode = info.getOrDefault("redis_mode", "standalone");
        if (mode.equals("sentinel")) {
            throw new RedisUnsuitableException(SENTINEL, false);
        }
        boolean is = mode.equals("cluster")
                || info.getOrDefault("cluster_enabled", "0").equals("1");
        if (is != cluster) {
            throw new RedisUnsuitableException(cluster ? NO_CLUSTER : CLUSTER, false);
        }
        String version = info.getOrDefault("redis_version", "");
        if (version.matches("\\d{1,4}\\..*") && Integer.parseInt(version.split("\\.", 2)[0]) < LEAST_MAJOR) {
            throw new RedisUnsuitableException(
                    "this Redis is of version " + version + ", which is too old: --redis"
                            + " (GATEWAY_REDIS) needs one of version " + LEAST_MAJOR + " or newer",
                    false);
        }
    }

    private static boolean mayEvict(Map<String, String> info) {
        return !info.getOrDefault("maxmemory", "0").equals("0")
                && !info.getOrDefault("maxmemory_policy", "noeviction").equals("noeviction");
    }

    /** @param text lines of "name:value", and comments */
    private static Map<String, String> parse(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        return fields;
    }
}
