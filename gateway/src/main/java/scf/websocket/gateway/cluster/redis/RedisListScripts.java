package scf.websocket.gateway.cluster.redis;

/**
 * Scripts for the list of a node in a Redis Cluster, where it is not together with the nodes. What is one step in a
 * single Redis is several here: a fence beside the list takes the place of "over". The successor sets it after its claim
 * and before it reads the list; from then on the node, which may have been paused, changes nothing.
 */
final class RedisListScripts {
    /** How long the list of a node that is not known yet is kept: its journal still has the connections. */
    static final int UNKNOWN_SECONDS = 3600;

    /** KEYS nodes, over; ARGV node. Makes the node known before it has a list. Returns 1 if the node is not dead. */
    static final String REGISTER = """
            if redis.call('exists', KEYS[2]) == 1 then
              return {0}
            end
            redis.call('sadd', KEYS[1], ARGV[1])
            return {1}
            """;

    /** KEYS fence, the rewritten list, whole. Returns 1 if the node is not dead. */
    static final String BEGIN = """
            if redis.call('exists', KEYS[1]) == 1 then
              return {0}
            end
            redis.call('del', KEYS[2])
            redis.call('set', KEYS[3], '1')
            return {1}
            """;

    /**
     * KEYS fence, whole, a set of the node's; ARGV sadd or srem, members. Returns 1 if the node is not dead; 2 if the
     * list has to be rewritten, because Redis has lost it.
     */
    static final String WRITE = """
            if redis.call('exists', KEYS[1]) == 1 then
              return {0}
            end
            if redis.call('exists', KEYS[2]) == 0 then
              return {2}
            end
            redis.call(ARGV[1], KEYS[3], unpack(ARGV, 2))
            return {1}
            """;

    /** KEYS fence; ARGV content, expiry in s. */
    static final String FENCE = """
            redis.call('set', KEYS[1], ARGV[1], 'ex', ARGV[2])
            return {1}
            """;

    /** KEYS fence, open, the rewritten "open", whole; ARGV content of the fence, its expiry in s. Removes the list. */
    static final String REMOVE = """
            redis.call('set', KEYS[1], ARGV[1], 'ex', ARGV[2])
            redis.call('del', KEYS[2], KEYS[3], KEYS[4])
            return {1}
            """;

    /** KEYS open, the rewritten "open", whole. Returns 1 if nothing is left. For a list behind a fence. */
    static final String END = """
            local left = redis.pcall('scard', KEYS[1])
            if type(left) == 'number' and left > 0 then
              return {0}
            end
            redis.call('del', KEYS[2], KEYS[3])
            return {1}
            """;

    /** KEYS fence, open; ARGV expiry in s, members. Lists the members of a node that is not known yet. */
    static final String LEAVE = """
            if redis.call('exists', KEYS[1]) == 1 then
              return {0}
            end
            for from = 2, #ARGV, 1000 do
              redis.call('sadd', KEYS[2], unpack(ARGV, from, math.min(from + 999, #ARGV)))
            end
            redis.call('pexpire', KEYS[2], ARGV[1] * 1000)
            return {1}
            """;

    /** KEYS open. The node is known now. */
    static final String KEEP = """
            redis.call('persist', KEYS[1])
            return {1}
            """;

    /**
     * KEYS nodes, over, claim, left, waiting, renewals; ARGV node, claimant. For a node whose list has ended. Returns 1
     * if it was removed.
     */
    static final String FORGET = RedisRenewalScripts.UNNUMBER + """
            if redis.call('get', KEYS[2]) ~= ARGV[2] then
              return {0}
            end
            redis.call('srem', KEYS[1], ARGV[1])
            unnumber(KEYS[6], ARGV[1])
            redis.call('del', KEYS[3], KEYS[4], KEYS[5])
            return {1}
            """;

    /**
     * KEYS nodes, lease, over, renewals; ARGV node, caller, expiry of "over" in s. Returns 1 if it belongs to the
     * caller, now or before.
     */
    static final String RETIRE = RedisRenewalScripts.UNNUMBER + """
            local who = redis.call('get', KEYS[3])
            if who and who ~= ARGV[2] then
              return {0}
            end
            redis.call('set', KEYS[3], ARGV[2], 'ex', ARGV[3])
            redis.call('del', KEYS[2])
            redis.call('srem', KEYS[1], ARGV[1])
            unnumber(KEYS[4], ARGV[1])
            return {1}
            """;

    private RedisListScripts() {}
}
