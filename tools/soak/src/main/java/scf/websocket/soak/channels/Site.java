package scf.websocket.soak.channels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.soak.Figures;
import scf.websocket.soak.GatewayChild;
import scf.websocket.soak.RedisChild;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;

/** Two gateways that run the functions' jars, their Redis and their database, and the outages of these. For one thread. */
final class Site implements AutoCloseable {
    static final String PATH = "/connection/websocket";

    /** Channels of this namespace lose nothing; those of the other keep so little that clients miss something. */
    static final String DEEP = "deep";

    static final String SHALLOW = "shallow";
    static final int SHALLOW_SIZE = 20;
    static final int DEEP_SIZE = 10_000;

    private static final int NODES = 2;
    private static final int LEASE_SECONDS = 3;
    private static final int START_SECONDS = 120;

    private static final String NAMESPACE =
            "{'name':'%s','history_size':%d,'history_ttl':'1h','presence':true,'join_leave':true,"
                    + "'force_push_join_leave':true,'force_recovery':true,'allow_subscribe_for_client':true,"
                    + "'allow_subscribe_for_anonymous':true,'allow_publish_for_client':true,"
                    + "'allow_publish_for_anonymous':true,'allow_presence_for_client':true,"
                    + "'allow_presence_for_anonymous':true,'allow_history_for_client':true,"
                    + "'allow_history_for_anonymous':true}";

    private final Figures figures;
    private final Random random;
    private final EmbeddedDatabase database;
    private final Ledger ledger;
    private final RedisChild redis;
    private final List<Integer> ports = FreePorts.take(2 * NODES);
    private final List<GatewayChild> nodes = new ArrayList<>();

    /** @param root of the checkout, whose jars are built */
    Site(Path root, Path folder, long seed, Figures figures) throws IOException {
        this.figures = figures;
        this.random = new Random(seed);
        this.redis = new RedisChild(Files.createDirectories(folder), FreePorts.take());
        this.database = EmbeddedDatabase.start(folder.resolve("database"));
        database.applyScripts(root.resolve("sql"));
        this.ledger = new Ledger(database);
        for (int i = 0; i < NODES; i++) {
            nodes.add(new GatewayChild(
                    root.resolve("gateway/target/gateway.jar"),
                    folder,
                    folder.resolve("journal-" + i),
                    new GatewayChild.Ports(ports.get(i), ports.get(NODES + i)),
                    options(root),
                    environment(ports.get(NODES + i))));
        }
        for (GatewayChild node : nodes) {
            awaitUp(node);
        }
    }

    private static void awaitUp(GatewayChild node) {
        Await.until("the gateway listens", Duration.ofSeconds(START_SECONDS), node::comesUp);
    }

    private List<String> options(Path root) {
        List<String> options =
                new ArrayList<>(List.of("--path=" + PATH, "--redis=" + redis.url(), "--node-lease=" + LEASE_SECONDS));
        for (String kind : List.of("Register", "Transmission", "Cleanup")) {
            String name = kind.toLowerCase(Locale.ROOT);
            Path jar = root.resolve(name + "-fn/target/" + name + "-fn.jar");
            options.add("--" + name + "=jar:" + jar + "!scf.websocket." + name + "." + kind + "Function::mainHandler");
        }
        return options;
    }

    private Map<String, String> environment(int pushPort) {
        String namespaces =
                String.format(NAMESPACE, DEEP, DEEP_SIZE) + "," + String.format(NAMESPACE, SHALLOW, SHALLOW_SIZE);
        return Map.of(
                "DB_HOST",
                "127.0.0.1",
                "DB_PORT",
                Integer.toString(database.port()),
                "DB_USER",
                database.user(),
                "DB_PASSWORD",
                database.password(),
                "PUSH_URL",
                "http://127.0.0.1:" + pushPort + "/api-local",
                "PUSH_EXTENDED",
                "true",
                "WEBSOCKET_APP",
                "scf.websocket.channels.ChannelsApp",
                "AUTH_MODE",
                "anonymous",
                "CHANNELS_CONFIG",
                ("{'namespaces':[" + namespaces + "]}").replace('\'', '"'));
    }

    /** The ports of the gateways. */
    int[] gateways() {
        return ports.stream().limit(NODES).mapToInt(Integer::intValue).toArray();
    }

    /** How many publications a channel keeps. */
    static int historySize(String channel) {
        return channel.startsWith(DEEP + ":") ? DEEP_SIZE : SHALLOW_SIZE;
    }

    Ledger ledger() {
        return ledger;
    }

    /** @param channels any of which may be struck */
    void strike(Outage outage, List<String> channels) throws IOException, InterruptedException {
        System.err.println(outage.label() + " ...");
        figures.count("outage " + outage.label());
        switch (outage) {
            case NODE_KILLED -> {
                GatewayChild node = nodes.get(random.nextInt(NODES));
                node.kill();
                rest(outage);
                node.startAgain();
                awaitUp(node);
            }
            case DATABASE_KILLED -> {
                database.kill();
                rest(outage);
                database.startAgain();
            }
            case REDIS_KILLED -> {
                redis.kill();
                rest(outage);
                redis.startAgain();
            }
            case HISTORY_LOST -> ledger.lose(channels.get(random.nextInt(channels.size())));
        }
    }

    private static void rest(Outage outage) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(outage.seconds()));
    }

    /** Stops the gateways, and waits for their end. */
    void stop() {
        nodes.forEach(GatewayChild::close);
        for (GatewayChild node : nodes) {
            if (node.exitCode() != 0 && node.exitCode() != 143) {
                figures.violation("a gateway exited with " + node.exitCode());
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(GatewayChild::close);
        redis.close();
        database.close();
    }
}
