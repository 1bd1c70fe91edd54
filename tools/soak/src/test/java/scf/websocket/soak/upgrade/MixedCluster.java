package scf.websocket.soak.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import scf.websocket.database.EmbeddedDatabase;
import scf.websocket.soak.Figures;
import scf.websocket.soak.RedisChild;
import scf.websocket.testing.process.FreePorts;

/**
 * Two gateways of any versions on one Redis, the functions of any version, and clients that talk all the time. One thread changes
 * versions; the clients ask from theirs.
 */
final class MixedCluster implements AutoCloseable {
    private static final int CLIENTS = 10;
    private static final int FUNCTION_SECONDS = 60;
    private static final int SETTLE_SECONDS = 60;
    private static final int LEAVE_SECONDS = 30;
    private static final long TALK_MILLIS = 1500;
    private static final long PUSH_MILLIS = 10;

    private final Figures figures;
    private final Lives lives;
    private final RedisChild redis;
    private final EmbeddedDatabase database;
    private final Table table;
    private final Functions functions;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final PushBalancer pushes;
    private final Inspection inspection;
    private final List<Thread> threads = new ArrayList<>();
    private String functionVersion = "";
    private int rolls;
    private volatile String roll = "";
    private volatile boolean talking = true;
    private volatile boolean over;

    /** Starts everything in one version. */
    MixedCluster(Version version, Path folder, Figures figures) throws IOException {
        this.figures = figures;
        this.lives = new Lives(figures);
        this.redis = new RedisChild(folder, FreePorts.take());
        this.database = EmbeddedDatabase.start(folder.resolve("database"));
        database.applyScripts(version.sql());
        this.table = new Table(database);
        this.functions = new Functions(lives, figures);
        this.pushes = new PushBalancer(nodes, lives, figures);
        this.inspection = new Inspection(nodes, lives, pushes, figures);
        deploy(version, Map.of());
        List<String> options = new ArrayList<>(
                List.of("--redis=" + redis.url(), "--drain=1", "--function-timeout=" + FUNCTION_SECONDS));
        options.addAll(functions.targets());
        nodes.add(new Node(version, folder, "a", options, figures));
        nodes.add(new Node(version, folder, "b", options, figures));
        nodes.forEach(Node::awaitReady);
        for (int i = 0; i < CLIENTS; i++) {
            start(new Client(this, lives, figures, i), "client-" + i);
        }
        start(this::push, "pushes");
    }

    private void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, e) -> figures.violation(name + " failed: " + e));
        thread.start();
        threads.add(thread);
    }

    List<Node> nodes() {
        return nodes;
    }

    boolean isOver() {
        return over;
    }

    /** Whether clients send messages and leave by themselves. */
    boolean isTalking() {
        return talking;
    }

    /** A text that each client sends once. */
    String roll() {
        return roll;
    }

    /**
     * Replaces all functions.
     *
     * @param further settings in addition to those of database and push URL
     */
    void deploy(Version version, Map<String, String> further) throws IOException {
        Map<String, String> settings = table.settings();
        settings.put("PUSH_URL", pushes.url());
        settings.put("PUSH_EXTENDED", "true");
        settings.put("PUSH_TIMEOUT_MILLIS", "5000");
        settings.putAll(further);
        functions.deploy(version, settings);
        functionVersion = version.name();
    }

    /** Replaces the gateway of a node, as an operator does. */
    void replace(int node, Version version) throws IOException {
        System.err.println("node " + node + " becomes " + version.name());
        nodes.get(node).replace(version);
    }

    /** Kills the gateway of a node; the other one cleans up for it before it comes back. */
    void crash(int node) throws IOException, InterruptedException {
        Set<String> before = table.ids();
        Set<String> elsewhere = lives.openIds().stream()
                .filter(id -> lives.of(id).orElseThrow().node() != nodes.get(node))
                .collect(Collectors.toSet());
        before.removeAll(elsewhere);
        nodes.get(node).kill();
        figures.await(
                SETTLE_SECONDS,
                "the other node cleans up for a killed one",
                () -> table.ids().stream().noneMatch(before::contains));
        nodes.get(node).startAgain();
    }

    /** Lets clients talk, then compares what has to hold in calm. */
    void check() throws IOException, InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TALK_MILLIS));
        figures.await(
                SETTLE_SECONDS,
                "each node has clients " + this,
                () -> nodes.stream().allMatch(node -> lives.open().stream().anyMatch(life -> life.node() == node)));
        talking = false;
        figures.await(
                SETTLE_SECONDS,
                "the table has the open connections and no others " + this,
                () -> table.ids().equals(new HashSet<>(lives.openIds()))
                        && lives.open().size() == CLIENTS
                        && lives.openIds().size() == CLIENTS);
        roll = "roll" + ++rolls;
        inspection.everybodyHearsEverybody(roll, functionVersion);
        figures.await(SETTLE_SECONDS, "acknowledged pushes arrive " + this, lives::isComplete);
        lives.check();
        inspection.everyNodeKnowsAll();
        inspection.eachNodeClosesConnectionsOfTheOther();
        talking = true;
    }

    /** Pushes to any client through any node. */
    private void push() {
        for (int i = 1; !over; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PUSH_MILLIS));
            List<String> ids = talking ? lives.openIds() : List.of();
            Node node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
            if (ids.isEmpty() || node.isAway()) {
                continue;
            }
            String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
            try {
                pushes.post(
                        node,
                        "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                                + "\",\"dataType\":\"text\",\"data\":\"push:" + i + "\"}}");
            } catch (IOException e) {
                figures.count("pushes without an answer");
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Lets all clients leave, stops the gateways, and looks for what is left. */
    void end() throws IOException {
        over = true;
        figures.await(
                LEAVE_SECONDS,
                "the table is empty when all have left",
                () -> table.ids().isEmpty());
        nodes.forEach(Node::close);
        for (String kind : List.of("nodes", "open", "lease", "claim")) {
            if (redis.keys("*:" + kind + "*") > 0) {
                figures.violation("Redis keeps keys like " + kind);
            }
        }
    }

    @Override
    public String toString() {
        return "(" + nodes.get(0).version().name() + " and "
                + nodes.get(1).version().name() + ", functions " + functionVersion + ")";
    }

    @Override
    public void close() {
        over = true;
        nodes.forEach(Node::close);
        pushes.close();
        functions.close();
        database.close();
        redis.close();
    }
}
