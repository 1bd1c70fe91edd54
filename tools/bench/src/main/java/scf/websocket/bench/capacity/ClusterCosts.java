package scf.websocket.bench.capacity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import scf.websocket.testing.process.Await;

/** What two connected gateways cost their Redis and each other. */
final class ClusterCosts {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration REDIS_SETTLES = Duration.ofSeconds(5);
    private static final int NODES = 2;
    private static final int CONNECTIONS = 3000;
    private static final int RECEIVERS = 1000;
    private static final int SINGLE_PUSHES = 10_000;
    private static final int BATCHES = 100;
    private static final String ASKED = "node that is asked";
    private static final String HOLDS = "node that holds it";
    private static final String TEXT = "x".repeat(100);

    private final Path jar;
    private final Path folder;
    private final int count;
    private final Report report;
    private final RedisChild redis;

    ClusterCosts(Path jar, Path folder, int rounds, Report report, RedisChild redis) {
        this.jar = jar;
        this.folder = folder;
        this.count = rounds;
        this.report = report;
        this.redis = redis;
    }

    void measure() {
        try (EmptyFunctions askedFunctions = new EmptyFunctions();
                EmptyFunctions holdsFunctions = new EmptyFunctions();
                GatewayChild asked = node("node-asked", askedFunctions);
                GatewayChild holds = node("node-holds", holdsFunctions);
                Clients clients = new Clients(holds.port())) {
            // For the compiler; and the lists and leases of a node that has just joined are past.
            clients.openAndClose(CONNECTIONS);
            Rounds.Round idle = idle();
            connections(holdsFunctions, clients, idle);
            memory(holdsFunctions, clients);
            pushes(asked, holds, holdsFunctions, clients, idle);
            clients.closeAll();
        }
    }

    private GatewayChild node(String name, EmptyFunctions functions) {
        return new GatewayChild(
                name, jar, folder, functions.port(), "--redis=" + redis.url(), "--ping=3600", "--idle=7200");
    }

    private Rounds.Round idle() {
        String operation = "node without clients, a second";
        Rounds rounds = Rounds.of(1, count, redis::counts, () -> {
            Pause.of(IDLE);
            return IDLE.toSeconds() * NODES;
        });
        redis(operation, rounds);
        return rounds.last();
    }

    private void connections(EmptyFunctions functions, Clients clients, Rounds.Round idle) {
        List<Rounds.Round> opened = new ArrayList<>();
        List<Rounds.Round> closed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(Rounds.of(0, 1, redis::counts, () -> {
                        clients.open(CONNECTIONS);
                        return CONNECTIONS;
                    })
                    .last());
            closed.add(Rounds.of(0, 1, redis::counts, () -> {
                        close(functions, clients);
                        return CONNECTIONS;
                    })
                    .last());
        }
        redis("client connects, " + Clients.AT_A_TIME + " at once", new Rounds(opened).less(idle));
        redis("client leaves, all at once", new Rounds(closed).less(idle));
    }

    /** The hash table of the list doubles as it grows, so the figure holds for this number alone. */
    private void memory(EmptyFunctions functions, Clients clients) {
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double before = memory();
            clients.open(CONNECTIONS);
            rounds.add((memory() - before) / CONNECTIONS);
            close(functions, clients);
        }
        String operation = "open client, of " + Report.number(CONNECTIONS);
        report.row(operation, "bytes of memory of Redis", Spread.of(rounds));
    }

    private static void close(EmptyFunctions functions, Clients clients) {
        clients.closeAll();
        Await.until("all are cleaned up", Duration.ofSeconds(30), () -> functions.openCount() == 0);
    }

    /** Redis frees its read buffers after some seconds. */
    private double memory() {
        Pause.of(REDIS_SETTLES);
        return redis.counts().get(RedisInfo.MEMORY);
    }

    private void pushes(
            GatewayChild asked, GatewayChild holds, EmptyFunctions functions, Clients clients, Rounds.Round idle) {
        clients.open(RECEIVERS);
        List<String> ids = functions.open();
        try (PushPoster poster = new PushPoster(asked.pushPort(), 32)) {
            Rounds rounds = Rounds.of(2, count, () -> counts(asked, holds), () -> {
                long before = clients.received();
                poster.post(SINGLE_PUSHES, number -> PushPoster.single(ids.get(number % ids.size()), TEXT));
                clients.awaitReceived(before, SINGLE_PUSHES);
                return SINGLE_PUSHES;
            });
            push("push to one of another node", rounds, idle);
        }
        try (PushPoster poster = new PushPoster(asked.pushPort(), 2)) {
            byte[] batch = PushPoster.batch(ids, TEXT);
            Rounds rounds = Rounds.of(2, count, () -> counts(asked, holds), () -> {
                long before = clients.received();
                poster.post(BATCHES, number -> batch);
                clients.awaitReceived(before, (long) BATCHES * RECEIVERS);
                return (long) BATCHES * RECEIVERS;
            });
            push("push to 1,000 of another node, for each of them", rounds, idle);
        }
    }

    private Counts counts(GatewayChild asked, GatewayChild holds) {
        return redis.counts().and(asked.processorTime(ASKED)).and(holds.processorTime(HOLDS));
    }

    private void push(String operation, Rounds rounds, Rounds.Round idle) {
        report.time(operation, ASKED, rounds, ASKED);
        report.time(operation, HOLDS, rounds, HOLDS);
        redis(operation, rounds.less(idle));
        report.row(operation, "reached, a second", rounds.operationsPerSecond());
    }

    private void redis(String operation, Rounds rounds) {
        report.row(operation, "commands", Commands.per(rounds));
        report.row(operation, "bytes into Redis", rounds.per(RedisInfo.BYTES_IN));
        report.row(operation, "bytes out of Redis", rounds.per(RedisInfo.BYTES_OUT));
        report.time(operation, "Redis", rounds, RedisInfo.TIME);
    }
}
