package scf.websocket.soak.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import scf.websocket.testing.redis.InstalledRedisServer;

/** The Redis between the gateways, and its faults. It ends with this process, except by {@code kill -9}. For one thread. */
interface SharedRedis extends AutoCloseable {
    /** What a list of connections begins with, after the prefix. */
    String LISTS = "scf-websocket:open:*";

    static SharedRedis start(RedisKind kind, Path folder) throws IOException {
        SharedRedis redis = switch (kind) {
            case SINGLE -> new SingleRedis(folder);
            case SENTINEL -> new SentinelRedis(folder);
            case CLUSTER -> new ClusterRedis(folder);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "end of Redis"));
        return redis;
    }

    String url();

    /**
     * Begins a fault. Returns, if a primary is gone, when another one is in its place.
     *
     * @throws IllegalArgumentException if this kind of Redis has no such fault
     */
    void begin(Fault fault) throws IOException, InterruptedException;

    /** Ends the fault, and waits until Redis is whole. */
    void end(Fault fault) throws IOException, InterruptedException;

    /** The ids in all lists of connections. */
    Set<String> listed() throws IOException;

    @Override
    void close();

    /** The ids in the lists that a primary has. */
    static Set<String> listed(InstalledRedisServer primary) {
        Set<String> ids = new HashSet<>();
        for (String key : primary.list("KEYS", LISTS)) {
            if (primary.ask("TYPE", key).equals("set")) {
                primary.list("SMEMBERS", key).forEach(member -> ids.add(id(member)));
            }
        }
        return ids;
    }

    /** @param member {@code ID API}, or {@code ?ID|API} while a function may store it */
    static String id(String member) {
        return List.of(member.replace("?", "").split("[ |]", 2)).get(0);
    }
}
