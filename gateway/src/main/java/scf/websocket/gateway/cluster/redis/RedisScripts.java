package scf.websocket.gateway.cluster.redis;

/**
 * Atomic operations as scripts, each of which returns a list. Those that have the nodes and the list of one of them are
 * for a single Redis; {@link RedisListScripts} has their counterparts for a Redis Cluster.
 */
final class RedisScripts {
    /** How long a dead node is remembered, for pushes that still name its connections. */
    static final int OVER_SECONDS = 7 * 24 * 3600;

    /**
     * Returns the text of a key; {@code ''} if it does not exist, {@code '?'} if it has another type, so that foreign
     * data does not abort a script.
     */
    static final String TEXT = """
            local function text(key)
              local value = redis.pcall('get', key)
              return type(value) == 'string' and value or (value and '?' or '')
            end
            """;

    /**
     * KEYS lease, claim, over; ARGV claimant, expiry of the claim in ms, expiry of "over" in s, the lapsed lease, the
     * previous holder, which is dead too. Returns 1 if the claim succeeds or already existed. The existence of the keys
     * of lease and claim does not matter, because their expiry depends on Redis' clock, which may be adjusted; they
     * serve nodes of version 0.1.
     */
    static final String CLAIM = TEXT + """
            local lease = text(KEYS[1])
            local holder = text(KEYS[3])
            if lease ~= '' and lease ~= ARGV[4] or holder ~= '' and holder ~= ARGV[1] and holder ~= ARGV[5] then
              return {0}
            end
            redis.call('set', KEYS[2], ARGV[1], 'px', ARGV[2])
            redis.call('set', KEYS[3], ARGV[1], 'ex', ARGV[3])
            redis.call('del', KEYS[1])
            return {1}
            """;

    /**
     * KEYS nodes, open, over, claim, left, the rewritten "open", waiting, renewals; ARGV node, claimant. Returns 1 if
     * nothing is left and the node was removed.
     */
    static final String FINISH = TEXT + RedisRenewalScripts.UNNUMBER + """
            local left = redis.pcall('scard', KEYS[2])
            if text(KEYS[3]) ~= ARGV[2] or type(left) == 'number' and left > 0 then
              return {0}
            end
            redis.call('srem', KEYS[1], ARGV[1])
            unnumber(KEYS[8], ARGV[1])
            redis.call('del', KEYS[4], KEYS[5], KEYS[6], KEYS[7])
            return {1}
            """;

    /**
     * KEYS claim, over, waiting; ARGV claimant, the new content of "over", expiry of "over" in s, the current time.
     * Returns 1 if the claim was theirs, and is gone. The remaining entries have waited since the first time.
     */
    static final String LET_GO = TEXT + """
            if text(KEYS[2]) ~= ARGV[1] then
              return {0}
            end
            redis.call('del', KEYS[1])
            redis.call('set', KEYS[2], ARGV[2], 'ex', ARGV[3])
            redis.call('set', KEYS[3], ARGV[4], 'ex', ARGV[3], 'nx')
            redis.call('pexpire', KEYS[3], ARGV[3] * 1000)
            return {1}
            """;

    /**
     * KEYS nodes, over, left, open, waiting, renewals, "handed" of each node that owned the members; ARGV a name that
     * represents a dead node, expiry of "left", "waiting" and "handed" in s, since when they have waited, members.
     * Leaves the members to the others like a node that shuts down. Returns 0 if that was done before.
     */
    static final String HAND_OVER = """
            if redis.call('exists', KEYS[2]) == 1 then
              return {0}
            end
            for from = 4, #ARGV, 1000 do
              redis.call('sadd', KEYS[4], unpack(ARGV, from, math.min(from + 999, #ARGV)))
            end
            redis.call('set', KEYS[5], ARGV[3], 'ex', ARGV[2])
            redis.call('set', KEYS[3], '1', 'ex', ARGV[2])
            for i = 7, #KEYS do
              redis.call('sadd', KEYS[i], ARGV[1])
              redis.call('pexpire', KEYS[i], ARGV[2] * 1000)
            end
            redis.call('sadd', KEYS[1], ARGV[1])
            redis.pcall('zadd', KEYS[6], 0, ARGV[1])
            return {1}
            """;

    /** KEYS nodes, lease, over, epoch; ARGV node. Returns: dead, has a lease, is in the set, epoch. */
    static final String LOOK_UP = TEXT + """
            return {redis.call('exists', KEYS[3]), redis.call('exists', KEYS[2]),
                    redis.call('sismember', KEYS[1], ARGV[1]), text(KEYS[4])}
            """;

    /**
     * KEYS nodes, lease, over, open, the rewritten "open", renewals; ARGV node, caller, expiry of "over" in s. For a
     * node that leaves without open connections, or whose own journal handles them. Returns 1 if they belong to the
     * caller, now or before.
     */
    static final String RETIRE = TEXT + RedisRenewalScripts.UNNUMBER + """
            local who = text(KEYS[3])
            if who ~= '' and who ~= ARGV[2] then
              return {0}
            end
            redis.call('set', KEYS[3], ARGV[2], 'ex', ARGV[3])
            redis.call('del', KEYS[2], KEYS[4], KEYS[5])
            redis.call('srem', KEYS[1], ARGV[1])
            unnumber(KEYS[6], ARGV[1])
            return {1}
            """;

    /**
     * KEYS over, a set of the node's, nodes; ARGV node, sadd or srem, members. A paused node may not know yet that it
     * is dead, and its list belongs to another or is deleted. Returns 1 if the node is not dead. Registers the node
     * together with its list: a list without a known node would remain forever, for instance if Redis loses its data
     * and the node ends before it renews its lease.
     */
    static final String WRITE = """
            if redis.call('exists', KEYS[1]) == 1 then
              return {0}
            end
            if ARGV[2] == 'sadd' then
              redis.call('sadd', KEYS[3], ARGV[1])
            end
            redis.call(ARGV[2], KEYS[2], unpack(ARGV, 3))
            return {1}
            """;

    /**
     * KEYS over, the rewritten list, the list; ARGV number of members written. Replaces the list by the rewritten one;
     * otherwise like {@link #WRITE}. Returns 2 if members are missing, because Redis has lost its data meanwhile.
     */
    static final String REPLACE = """
            if redis.call('exists', KEYS[1]) == 1 then
              redis.call('del', KEYS[2])
              return {0}
            end
            if redis.call('scard', KEYS[2]) < tonumber(ARGV[1]) then
              return {2}
            end
            if redis.call('exists', KEYS[2]) == 1 then
              redis.call('rename', KEYS[2], KEYS[3])
            else
              redis.call('del', KEYS[3])
            end
            return {1}
            """;

    /** KEYS waiting. Returns its content. */
    static final String WAITING = TEXT + """
            return {text(KEYS[1])}
            """;

    /** KEYS a set; ARGV a member, the expiry in ms. Leaves nothing behind if this process dies. Returns 1. */
    static final String TRIAL = """
            redis.call('sadd', KEYS[1], ARGV[1])
            redis.call('pexpire', KEYS[1], ARGV[2])
            return {1}
            """;

    /**
     * KEYS over, replay, handed; ARGV content of "over" for a node that retired itself, prefix of "over", limit on
     * names. Returns the nodes that clean up for it and for what its journal has handed over; empty text for none.
     */
    static final String SUCCESSORS = TEXT + """
            local who = text(KEYS[1])
            if who == ARGV[1] then
              who = text(KEYS[2])
            end
            local all = {who}
            local handed = redis.pcall('smembers', KEYS[3])
            if not handed.err then
              for i = 1, math.min(#handed, tonumber(ARGV[3])) do
                all[#all + 1] = text(ARGV[2] .. handed[i])
              end
            end
            return all
            """;

    private RedisScripts() {}
}
