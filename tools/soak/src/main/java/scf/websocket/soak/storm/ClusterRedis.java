package scf.websocket.soak.storm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.redis.InstalledRedisServer;
import scf.websocket.testing.redis.RedisClusterProcesses;

/** Three primaries with replicas, set up as {@code docs/operate.md} recommends. */
final class ClusterRedis implements SharedRedis {
    private static final Duration REPLACED = Duration.ofSeconds(40);
    private static final String NODES = "scf-websocket:{scf-websocket:}nodes";

    private final RedisClusterProcesses servers;
    private InstalledRedisServer struck;

    ClusterRedis(Path folder) {
        this.servers = new RedisClusterProcesses(folder.resolve("cluster"), "--cluster-require-full-coverage", "no");
        this.struck = servers.servers().get(0);
    }

    @Override
    public String url() {
        return servers.url(":" + RedisClusterProcesses.PASSWORD + "@");
    }

    @Override
    public void begin(Fault fault) {
        if (fault == Fault.SLOTS_MOVED) {
            moveAll();
            return;
        }
        InstalledRedisServer ofNodes = servers.primaryOf(NODES);
        struck = fault == Fault.OTHER_PRIMARY_KILLED ? otherThan(ofNodes) : ofNodes;
        switch (fault) {
            case PRIMARY_PAUSED -> struck.freeze();
            case PRIMARY_KILLED, OTHER_PRIMARY_KILLED, NODE_AND_PRIMARY_KILLED -> struck.kill();
            default -> throw new IllegalArgumentException(fault.label());
        }
        Await.until("a replica is the primary", REPLACED, () -> servers.isReplaced(struck));
    }

    private InstalledRedisServer otherThan(InstalledRedisServer primary) {
        return servers.primaries().stream()
                .filter(other -> other != primary)
                .findFirst()
                .orElseThrow();
    }

    /** Each slot in use goes to another primary. */
    private void moveAll() {
        Set<String> names = new TreeSet<>();
        for (InstalledRedisServer primary : servers.primaries()) {
            names.addAll(primary.list("KEYS", "*"));
            names.addAll(primary.list("PUBSUB", "SHARDCHANNELS"));
        }
        Set<Integer> moved = new HashSet<>();
        for (String name : names) {
            if (moved.add(servers.slot(name))) {
                servers.move(name, otherThan(servers.primaryOf(name)));
            }
        }
    }

    @Override
    public void end(Fault fault) {
        switch (fault) {
            case PRIMARY_PAUSED -> {
                struck.thaw();
                servers.awaitHealth();
            }
            case SLOTS_MOVED -> servers.awaitHealth();
            default -> servers.startAgain(struck);
        }
    }

    @Override
    public Set<String> listed() {
        Set<String> ids = new HashSet<>();
        servers.primaries().forEach(primary -> ids.addAll(SharedRedis.listed(primary)));
        return ids;
    }

    @Override
    public void close() {
        servers.close();
    }
}
