package scf.websocket.testing.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;

/** A real Redis Cluster on free loopback ports, without persistence. */
public final class RedisClusterProcesses implements AutoCloseable {
    /** The password of the default user. */
    public static final String PASSWORD = "secret";

    private static final int SLOTS = 16_384;

    /** Where the ranges of slots begin in a line of {@code CLUSTER NODES}. */
    private static final int RANGES = 8;

    /** After this time a server counts as dead, and its replica takes its place about a second later. */
    private static final String NODE_TIMEOUT_MILLIS = "1500";

    private final int primaries;
    private final List<InstalledRedisServer> servers = new ArrayList<>();
    private final List<String[]> users = new ArrayList<>();
    private final List<InstalledRedisServer> cutOff = new ArrayList<>();

    /** Three primaries, each with a replica. */
    public RedisClusterProcesses(Path folder, String... options) {
        this(folder, 3, true, options);
    }

    /**
     * Starts all servers and waits until they are a cluster. See {@link InstalledRedis#isAvailable}.
     *
     * @param replicas whether each primary has one
     * @param options further options of the servers, as on their command line
     */
    public RedisClusterProcesses(Path folder, int primaries, boolean replicas, String... options) {
        this.primaries = primaries;
        int count = replicas ? 2 * primaries : primaries;
        List<Integer> ports = FreePorts.take(2 * count);
        for (int i = 0; i < count; i++) {
            List<String> all = new ArrayList<>(List.of(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-port",
                    Integer.toString(ports.get(count + i)),
                    "--cluster-config-file",
                    "nodes.conf",
                    "--cluster-node-timeout",
                    NODE_TIMEOUT_MILLIS,
                    "--repl-diskless-sync-delay",
                    "0",
                    "--masterauth",
                    PASSWORD));
            all.addAll(List.of(options));
            servers.add(new InstalledRedisServer(folder.resolve("redis" + i), ports.get(i), PASSWORD, all));
        }
        try {
            Await.until("all servers answer", () -> servers.stream().allMatch(InstalledRedisServer::answers));
            create();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void create() {
        for (int i = 0; i < servers.size(); i++) {
            servers.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < primaries; i++) {
            servers.get(i)
                    .ask(
                            "CLUSTER",
                            "ADDSLOTSRANGE",
                            Integer.toString(SLOTS * i / primaries),
                            Integer.toString(SLOTS * (i + 1) / primaries - 1));
        }
        for (InstalledRedisServer server : servers.subList(1, servers.size())) {
            String bus = server.ask("CLUSTER", "NODES").replaceAll("(?s).*@(\\d+) myself.*", "$1");
            servers.get(0).ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(server.port()), bus);
        }
        Await.until(
                "all servers know each other",
                () -> servers.stream()
                        .allMatch(server ->
                                server.ask("CLUSTER", "INFO").contains("cluster_known_nodes:" + servers.size())));
        for (int i = primaries; i < servers.size(); i++) {
            String primary = servers.get(i - primaries).id();
            InstalledRedisServer replica = servers.get(i);
            Await.until(
                    "a replica follows",
                    () -> replica.ask("CLUSTER", "REPLICATE", primary).equals("OK"));
        }
        awaitHealth();
    }

    /** Waits until every server is up, and every replica has the data of its primary. */
    public void awaitHealth() {
        Await.until(
                "the cluster is complete",
                Duration.ofSeconds(40),
                () -> servers.stream()
                        .allMatch(server ->
                                server.ask("CLUSTER", "INFO").contains("cluster_state:ok") && isComplete(server)));
    }

    private boolean isComplete(InstalledRedisServer server) {
        String replication = server.ask("INFO", "replication");
        return replication.contains("role:master")
                ? servers.size() == primaries || replication.contains("state=online")
                : replication.contains("master_link_status:up");
    }

    /** @param credentials like {@code user:password@} */
    public String url(String credentials) {
        return "redis+cluster://" + credentials
                + servers.stream().map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(","));
    }

    public List<InstalledRedisServer> servers() {
        return servers;
    }

    private List<InstalledRedisServer> running() {
        return servers.stream()
                .filter(server -> server.isRunning() && !cutOff.contains(server))
                .toList();
    }

    /** Returns the primaries that are running and not cut off, in no particular order. */
    public List<InstalledRedisServer> primaries() {
        return running().stream()
                .filter(server -> server.ask("CLUSTER", "NODES").matches("(?s).*myself,master [^\\n]*connected \\d.*"))
                .toList();
    }

    /** Returns the primary of a key or sharded channel. */
    public InstalledRedisServer primaryOf(String name) {
        InstalledRedisServer any = primaries().get(0);
        int slot = slot(name);
        for (String line : any.ask("CLUSTER", "NODES").split("\n", -1)) {
            List<String> fields = List.of(line.trim().split(" ", -1));
            if (fields.get(2).contains("master")
                    && !fields.get(2).contains("fail")
                    && fields.stream().skip(RANGES).anyMatch(range -> contains(range, slot))) {
                return server(fields.get(1));
            }
        }
        throw new AssertionError("slot " + slot + " has no server");
    }

    private static boolean contains(String range, int slot) {
        String[] ends = range.split("-", 2);
        return range.matches("\\d+(-\\d+)?")
                && Integer.parseInt(ends[0]) <= slot
                && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** @param address like {@code 127.0.0.1:port@bus} */
    private InstalledRedisServer server(String address) {
        return servers.stream()
                .filter(server -> address.contains(":" + server.port() + "@"))
                .findFirst()
                .orElseThrow();
    }

    /** Whether all that are running and not cut off know that this primary has no slots any more. */
    public boolean isReplaced(InstalledRedisServer primary) {
        return running().stream()
                .flatMap(server -> server.ask("CLUSTER", "NODES").lines())
                .noneMatch(line ->
                        line.contains(":" + primary.port() + "@") && line.trim().split(" ", -1).length > RANGES);
    }

    public int slot(String name) {
        return Integer.parseInt(running().get(0).ask("CLUSTER", "KEYSLOT", name));
    }

    /** Moves the slot of a key or channel to another primary, as resharding does. */
    public void move(String name, InstalledRedisServer to) {
        InstalledRedisServer from = primaryOf(name);
        String slot = Integer.toString(slot(name));
        to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", from.id());
        from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", to.id());
        for (String key : from.list("CLUSTER", "GETKEYSINSLOT", slot, "1000")) {
            from.ask("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000", "AUTH", PASSWORD);
        }
        to.ask("CLUSTER", "SETSLOT", slot, "NODE", to.id());
        primaries().forEach(server -> server.ask("CLUSTER", "SETSLOT", slot, "NODE", to.id()));
    }

    /**
     * Changes a user at every server.
     *
     * @param rights as after the name in {@code ACL SETUSER}
     */
    public void addUser(String name, String... rights) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", name));
        command.addAll(List.of(rights));
        users.add(command.toArray(String[]::new));
        servers.forEach(server -> server.ask(command.toArray(String[]::new)));
    }

    /** Starts a killed server, which follows the one that has replaced it; waits until the cluster is complete. */
    public void startAgain(InstalledRedisServer killed) {
        killed.startAgain();
        users.forEach(killed::ask);
        awaitHealth();
    }

    /**
     * Restarts a primary so that it and the others do not find each other, as if a network split had cut it off from
     * them, but not from its clients. It takes itself for the primary until the test ends; the others replace it.
     */
    public void cutOff(InstalledRedisServer primary) {
        primary.kill();
        cutOff.add(primary);
        primary.startApart(FreePorts.take());
        users.forEach(primary::ask);
    }

    /** Kills a server and starts it without an option, as an upgrade that keeps no data. */
    public void restartWithout(String option, InstalledRedisServer server) {
        server.kill();
        server.remove(option);
        startAgain(server);
    }

    @Override
    public void close() {
        servers.forEach(InstalledRedisServer::kill);
    }
}
