package scf.websocket.gateway.cluster.redis;

/**
 * Scripts for leases: how nodes renew theirs, and see which others do not. Beside its lease, whose text the others watch
 * with their own clocks, each renewal gets a number, of all renewals of all nodes. A node that was renewed after another
 * has a larger number than it, so those that are late are found without a look at the others.
 */
final class RedisRenewalScripts {
    static final String LEASE_OF_01 = "1";

    /** Limit on late nodes that are looked at; more are once these are gone. */
    static final int MAX_LATE = 1000;

    /**
     * KEYS nodes, lease, over, epoch, renewals; ARGV node, lease in ms, a unique text. Returns: whether the node is dead
     * (then nothing was done), whether it was unknown, the epoch, whether foreign data was moved away, the number of
     * this renewal. Every renewal writes a different text, so that the others notice it; version 0.1 writes {@value
     * #LEASE_OF_01}.
     */
    static final String RENEW = """
            if redis.call('exists', KEYS[3]) == 1 then
              return {1, 0, '', 0, 0}
            end
            local strange = 0
            local function without_strange(key, command, ...)
              local done = redis.pcall(command, key, ...)
              if type(done) == 'table' and string.find(done.err, 'WRONGTYPE') then
                strange = 1
                redis.call('rename', key, key .. ':strange')
                done = redis.call(command, key, ...)
              end
              return done
            end
            local added = without_strange(KEYS[1], 'sadd', ARGV[1])
            if type(added) == 'table' then
              return added
            end
            redis.call('set', KEYS[2], ARGV[3], 'px', ARGV[2])
            local number = without_strange(KEYS[5], 'zincrby', 1, '#')
            if type(number) == 'table' then
              return number
            end
            if redis.call('zadd', KEYS[5], number, ARGV[1]) + added > 0 then
              redis.call('zadd', KEYS[5], number, '+')
            end
            local epoch = redis.pcall('get', KEYS[4])
            if type(epoch) ~= 'string' then
              redis.call('set', KEYS[4], ARGV[3])
              epoch = ARGV[3]
            end
            return {0, added, epoch, strange, tonumber(number)}
            """;

    /**
     * KEYS lease, left, renewals; ARGV expiry of "left" in s, node. The node has shut down, so the others need not wait
     * for its lease to lapse.
     */
    static final String RELEASE = """
            redis.call('set', KEYS[2], '1', 'ex', ARGV[1])
            redis.call('del', KEYS[1])
            redis.pcall('zadd', KEYS[3], 'xx', 0, ARGV[2])
            return {}
            """;

    /**
     * KEYS nodes, renewals; ARGV prefixes of "lease", "left" and "over", limit on foreign members to return, limit on
     * late nodes, a number of a renewal, the known version of the nodes.
     *
     * <p>Looks only at the late nodes, those not renewed after that number, so that the cost does not grow with the
     * number of nodes. Looks at all while there are nodes without a number: of version 0.1, or foreign members. Members
     * of "renewals" with other names than nodes have: {@code #} has the number of the last renewal, {@code +} the
     * version of the nodes, which changes with each node that comes or goes.
     *
     * <p>Returns whether it looked at all, the version, the names of the nodes if the version is new, and for each node
     * that it looked at: its name, its lease, whether it has left, its holder, the lease of the holder.
     */
    static final String OBSERVE = RedisScripts.TEXT + """
            local late = redis.pcall('zrangebyscore', KEYS[2], '-inf', ARGV[6], 'limit', 0, ARGV[5])
            local all = late.err ~= nil
            local version = ''
            local watched = {}
            if not all then
              for _, node in ipairs(late) do
                if #node == 16 and redis.call('sismember', KEYS[1], node) == 1 then
                  watched[#watched + 1] = node
                elseif #node == 16 then
                  redis.call('zrem', KEYS[2], node)
                end
              end
              version = redis.call('zscore', KEYS[2], '+') or ''
              all = redis.call('zcard', KEYS[2]) - 2 ~= redis.call('scard', KEYS[1])
            end
            local names = {}
            if all then
              watched = redis.call('smembers', KEYS[1])
            elseif version ~= ARGV[7] then
              names = redis.call('smembers', KEYS[1])
            end
            local seen = {all and 1 or 0, version, names}
            local strange = 0
            for _, node in ipairs(watched) do
              if #node == 16 then
                local holder = text(ARGV[3] .. node)
                local holdersLease = #holder == 16 and text(ARGV[1] .. holder) or ''
                for _, value in ipairs({node, text(ARGV[1] .. node), redis.call('exists', ARGV[2] .. node), holder,
                    holdersLease}) do
                  seen[#seen + 1] = value
                end
              elseif strange < tonumber(ARGV[4]) then
                strange = strange + 1
                for _, value in ipairs({string.sub(node, 1, 15), '', 0, '', ''}) do
                  seen[#seen + 1] = value
                end
              end
            end
            return seen
            """;

    /** Removes a node from "renewals"; the version of the nodes changes. */
    static final String UNNUMBER = """
            local function unnumber(renewals, node)
              if redis.pcall('zrem', renewals, node) == 1 then
                redis.call('zadd', renewals, redis.call('zincrby', renewals, 1, '#'), '+')
              end
            end
            """;

    /** KEYS a sorted set, which does not exist before and afterwards. Returns 1. */
    static final String TRIAL = """
            redis.call('zadd', KEYS[1], 1, 'rights')
            redis.call('zincrby', KEYS[1], 1, 'rights')
            redis.call('zrangebyscore', KEYS[1], '-inf', 1)
            redis.call('zscore', KEYS[1], 'rights')
            redis.call('zcard', KEYS[1])
            redis.call('zrem', KEYS[1], 'rights')
            return {1}
            """;

    private RedisRenewalScripts() {}
}
