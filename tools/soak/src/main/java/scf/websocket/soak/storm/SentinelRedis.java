package scf.websocket.soak.storm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.redis.InstalledRedisServer;
import scf.websocket.testing.redis.RedisSentinelProcesses;

/** A primary and its replica, which takes its place. */
final class SentinelRedis implements SharedRedis {
    /** A failed election is repeated after 8 s. */
    private static final Duration REPLACED = Duration.ofSeconds(40);

    private final RedisSentinelProcesses servers;
    private InstalledRedisServer struck;

    SentinelRedis(Path folder) {
        this.servers = new RedisSentinelProcesses(folder.resolve("sentinel"));
        this.struck = servers.primary();
    }

    @Override
    public String url() {
        return servers.url(":" + RedisSentinelProcesses.PASSWORD + "@");
    }

    @Override
    public void begin(Fault fault) {
        struck = servers.primary();
        switch (fault) {
            case PRIMARY_PAUSED -> struck.freeze();
            case PRIMARY_KILLED, NODE_AND_PRIMARY_KILLED -> struck.kill();
            default -> throw new IllegalArgumentException(fault.label());
        }
        Await.until("the replica is the primary", REPLACED, () -> servers.primary() != struck);
    }

    @Override
    public void end(Fault fault) {
        if (fault == Fault.PRIMARY_PAUSED) {
            struck.thaw();
            servers.awaitHealth();
        } else {
            servers.startAgain(struck);
        }
    }

    @Override
    public Set<String> listed() {
        return SharedRedis.listed(servers.primary());
    }

    @Override
    public void close() {
        servers.close();
    }
}
