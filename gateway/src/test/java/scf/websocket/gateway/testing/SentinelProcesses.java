package scf.websocket.gateway.testing;

import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import scf.websocket.testing.process.Await;

/** A real primary with one replica, and three Sentinels that watch them and replace a dead primary after half a second. */
public final class SentinelProcesses implements AutoCloseable {
    /** The name of the primary at the Sentinels. */
    public static final String NAME = "main";

    /** The password of Redis. */
    public static final String PASSWORD = "secret";

    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;

    private final String sentinelPassword;
    private final List<RedisServerProcess> servers = new ArrayList<>();
    private final List<RedisServerProcess> sentinels = new ArrayList<>();

    /**
     * Starts all and waits until the Sentinels know the replica and each other.
     *
     * @param sentinelPassword empty for none
     */
    public SentinelProcesses(Path folder, String sentinelPassword) {
        this.sentinelPassword = sentinelPassword;
        String[] common = {"--requirepass", PASSWORD, "--masterauth", PASSWORD, "--repl-diskless-sync-delay", "0"};
        servers.add(new RedisServerProcess(folder, common));
        List<String> ofReplica = new ArrayList<>(List.of(common));
        ofReplica.addAll(
                List.of("--replicaof", "127.0.0.1", Integer.toString(primary().port())));
        servers.add(new RedisServerProcess(folder, ofReplica.toArray(String[]::new)));
        Await.until("the replica follows", () -> info(primary(), PASSWORD).contains("state=online"));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(sentinel(folder.resolve("sentinel" + i), sentinelPassword));
        }
        Await.until(
                "the Sentinels know everything",
                () -> sentinels.stream()
                        .allMatch(sentinel ->
                                info(sentinel, sentinelPassword).contains("slaves=1,sentinels=" + SENTINELS)));
    }

    private RedisServerProcess sentinel(Path folder, String password) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("sentinel.conf"),
                    String.join(
                            "\n",
                            "sentinel monitor " + NAME + " 127.0.0.1 "
                                    + primary().port() + " " + QUORUM,
                            "sentinel auth-pass " + NAME + " " + PASSWORD,
                            "sentinel down-after-milliseconds " + NAME + " 500",
                            "sentinel failover-timeout " + NAME + " 4000",
                            password.isEmpty()
                                    ? ""
                                    : "requirepass " + password + "\nsentinel sentinel-pass " + password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RedisServerProcess(folder, "--sentinel");
    }

    private static String info(RedisServerProcess server, String password) {
        return server.ask(password.isEmpty() ? "" : ":" + password + "@", r -> r.info());
    }

    /** The primary at the start; the other server is its replica. */
    public RedisServerProcess primary() {
        return servers.get(0);
    }

    public RedisServerProcess replica() {
        return servers.get(1);
    }

    /** Runs a command at each Sentinel, as the default user. */
    public void askSentinels(Consumer<RedisCommands<String, String>> command) {
        String user = sentinelPassword.isEmpty() ? "" : ":" + sentinelPassword + "@";
        sentinels.forEach(sentinel -> sentinel.ask(user, redis -> {
            command.accept(redis);
            return true;
        }));
    }

    /** Ends the first Sentinels. */
    public void stopSentinels(int count) {
        IntStream.range(0, count).forEach(i -> sentinels.get(i).close());
    }

    /** @param user like {@code name:password@} */
    public String url(String user) {
        return "redis+sentinel://" + user
                + sentinels.stream()
                        .map(sentinel -> "127.0.0.1:" + sentinel.port())
                        .collect(Collectors.joining(","))
                + "/" + NAME;
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServerProcess::close);
        servers.forEach(RedisServerProcess::close);
    }
}
