package scf.websocket.gateway.cluster;

/** What has to happen in one step. Each answers a list. For one Redis (with replicas or not), not for a Redis Cluster. */
final class RedisScripts {
    /** How long a node that is over is remembered as such, for pushes that still name its connections. */
    static final int OVER_SECONDS = 7 * 24 * 3600;

    /**
     * KEYS nodes, lease, over, epoch; ARGV node, lease in ms, new epoch. Answers: whether it is over (and then nothing was done), whether
     * Redis did not know it, the epoch.
     */
    static final String RENEW = """
            if redis.call('exists', KEYS[3]) == 1 then
              return {1, 0, ''}
            end
            local added = redis.call('sadd', KEYS[1], ARGV[1])
            redis.call('set', KEYS[2], '1', 'px', ARGV[2])
            redis.call('set', KEYS[4], ARGV[3], 'nx')
            return {0, added, redis.call('get', KEYS[4])}
            """;

    /** KEYS nodes; ARGV prefix of leases. Answers the nodes without a lease. */
    static final String LAPSED = """
            local lapsed = {}
            for _, node in ipairs(redis.call('smembers', KEYS[1])) do
              if redis.call('exists', ARGV[1] .. node) == 0 then
                lapsed[#lapsed + 1] = node
              end
            end
            return lapsed
            """;

    /**
     * KEYS lease, claim, over; ARGV who claims, length of the claim in ms, length of "over" in s. Answers 1 if the claim is ours, also
     * when it was before.
     */
    static final String CLAIM = """
            if redis.call('exists', KEYS[1]) == 1 then
              return {0}
            end
            if redis.call('set', KEYS[2], ARGV[1], 'nx', 'px', ARGV[2]) == false then
              if redis.call('get', KEYS[2]) ~= ARGV[1] then
                return {0}
              end
              redis.call('pexpire', KEYS[2], ARGV[2])
            end
            redis.call('set', KEYS[3], ARGV[1], 'ex', ARGV[3])
            return {1}
            """;

    /** KEYS nodes, open, claim; ARGV node, who claims. Answers 1 if nothing is left and the node is forgotten. */
    static final String FINISH = """
            if redis.call('get', KEYS[3]) ~= ARGV[2] or redis.call('scard', KEYS[2]) > 0 then
              return {0}
            end
            redis.call('srem', KEYS[1], ARGV[1])
            redis.call('del', KEYS[3])
            return {1}
            """;

    /** KEYS nodes, lease, over, epoch; ARGV node. Answers: over, has a lease, is in the set, epoch. */
    static final String LOOK_UP = """
            return {redis.call('exists', KEYS[3]), redis.call('exists', KEYS[2]),
                    redis.call('sismember', KEYS[1], ARGV[1]), redis.call('get', KEYS[4]) or ''}
            """;

    /**
     * KEYS nodes, lease, over, open; ARGV node, who does it, length of "over" in s. A node that leaves with nothing open, or whose
     * connections its own journal takes care of. Answers 1 if they are the caller's, also when they were before.
     */
    static final String RETIRE = """
            local who = redis.call('get', KEYS[3])
            if who and who ~= ARGV[2] then
              return {0}
            end
            redis.call('set', KEYS[3], ARGV[2], 'ex', ARGV[3])
            redis.call('del', KEYS[2], KEYS[4])
            redis.call('srem', KEYS[1], ARGV[1])
            return {1}
            """;

    /** KEYS over, replay; ARGV what "over" holds for a node that retired itself. Answers who cleans up for it; empty for nobody. */
    static final String SUCCESSOR = """
            local who = redis.call('get', KEYS[1]) or ''
            if who == ARGV[1] then
              who = redis.call('get', KEYS[2]) or ''
            end
            return {who}
            """;

    private RedisScripts() {}
}
