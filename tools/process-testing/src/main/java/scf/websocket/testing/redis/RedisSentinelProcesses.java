package scf.websocket.testing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;

/**
 * A real primary with one replica on free loopback ports, without persistence, and three Sentinels that watch them and replace a primary
 * that is dead for half a second.
 */
public final class RedisSentinelProcesses implements AutoCloseable {
    /** The name of the primary at the Sentinels. */
    public static final String NAME = "main";

    /** The password of Redis; the Sentinels have none. */
    public static final String PASSWORD = "secret";

    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final List<InstalledRedisServer> servers = new ArrayList<>();
    private final List<InstalledRedisServer> sentinels = new ArrayList<>();

    /** Starts all and waits until the Sentinels know the replica and each other. See {@link InstalledRedis#isAvailable}. */
    public RedisSentinelProcesses(Path folder) {
        List<Integer> ports = FreePorts.take(2 + SENTINELS);
        List<String> common = List.of("--masterauth", PASSWORD, "--repl-diskless-sync-delay", "0");
        try {
            servers.add(new InstalledRedisServer(folder.resolve("redis0"), ports.get(0), PASSWORD, common));
            List<String> ofReplica = new ArrayList<>(common);
            ofReplica.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(ports.get(0))));
            servers.add(new InstalledRedisServer(folder.resolve("redis1"), ports.get(1), PASSWORD, ofReplica));
            for (int i = 0; i < SENTINELS; i++) {
                sentinels.add(sentinel(folder.resolve("sentinel" + i), ports.get(2 + i), ports.get(0)));
            }
            awaitHealth();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static InstalledRedisServer sentinel(Path folder, int port, int primary) {
        try {
            Files.createDirectories(folder);
            Path settings = Files.writeString(
                    folder.resolve("sentinel.conf"),
                    String.join(
                            "\n",
                            "sentinel monitor " + NAME + " 127.0.0.1 " + primary + " " + QUORUM,
                            "sentinel auth-pass " + NAME + " " + PASSWORD,
                            "sentinel down-after-milliseconds " + NAME + " 500",
                            "sentinel failover-timeout " + NAME + " 4000",
                            ""));
            return new InstalledRedisServer(folder, port, "", List.of(settings.toString(), "--sentinel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until both servers run, the replica has the data of the primary, and the Sentinels know both and each other. */
    public void awaitHealth() {
        Await.until("Redis and its Sentinels are complete", LIMIT, () -> {
            InstalledRedisServer primary = servers.stream()
                    .filter(server -> server.answers()
                            && server.ask("INFO", "replication").contains("role:master"))
                    .findFirst()
                    .orElse(null);
            return primary != null
                    && primary.ask("INFO", "replication").contains("state=online")
                    && sentinels.stream().allMatch(sentinel -> sees(sentinel, primary));
        });
    }

    private static boolean sees(InstalledRedisServer sentinel, InstalledRedisServer primary) {
        return sentinel.answers()
                && sentinel.ask("INFO", "sentinel")
                        .contains("status=ok,address=127.0.0.1:" + primary.port() + ",slaves=1,sentinels=" + SENTINELS);
    }

    /** The primary that the Sentinels name. */
    public InstalledRedisServer primary() {
        String port = sentinels
                .get(0)
                .list("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
                .get(1);
        return servers.stream()
                .filter(server -> port.equals(Integer.toString(server.port())))
                .findFirst()
                .orElseThrow();
    }

    /** @param credentials like {@code user:password@} */
    public String url(String credentials) {
        return "redis+sentinel://" + credentials
                + sentinels.stream()
                        .map(sentinel -> "127.0.0.1:" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "/" + NAME;
    }

    /** Starts a killed server, which follows the one that has replaced it; waits until all are well. */
    public void startAgain(InstalledRedisServer killed) {
        killed.startAgain();
        awaitHealth();
    }

    @Override
    public void close() {
        sentinels.forEach(InstalledRedisServer::kill);
        servers.forEach(InstalledRedisServer::kill);
    }
}
