package scf.websocket.bench.capacity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import scf.websocket.testing.process.Await;

/** The cost of the gateway itself, with functions that do nothing. */
final class GatewayCosts {
    static final int RECEIVERS = 1000;
    private static final int CYCLES = 4000;
    private static final int SENDERS = 64;
    private static final int MESSAGES_EACH = 250;
    private static final int SINGLE_PUSHES = 20_000;
    private static final int BATCHES = 200;
    private static final int SOCKETS = 5000;
    private static final Duration SOCKETS_GO = Duration.ofSeconds(2);
    private static final int PINGED = 3000;
    private static final Duration PING_TIME = Duration.ofSeconds(6);
    private static final String GATEWAY = "gateway";
    private static final String TEXT = "x".repeat(100);

    private final Path jar;
    private final Path folder;
    private final int count;
    private final Report report;

    GatewayCosts(Path jar, Path folder, int rounds, Report report) {
        this.jar = jar;
        this.folder = folder;
        this.count = rounds;
        this.report = report;
    }

    void measure() {
        try (EmptyFunctions functions = new EmptyFunctions();
                GatewayChild gateway =
                        new GatewayChild("gateway", jar, folder, functions.port(), "--ping=3600", "--idle=7200");
                Clients clients = new Clients(gateway.port())) {
            messages(functions, gateway, clients);
            pushes(functions, gateway, clients);
            connections("client connects and leaves", functions, gateway, clients);
            sockets(clients);
        }
        try (EmptyFunctions functions = new EmptyFunctions();
                GatewayChild gateway = new GatewayChild(
                        "gateway-with-journal",
                        jar,
                        folder,
                        functions.port(),
                        "--journal=" + folder.resolve("journal"));
                Clients clients = new Clients(gateway.port())) {
            connections("client connects and leaves, with `--journal`", functions, gateway, clients);
        }
        pings();
    }

    private void connections(String operation, EmptyFunctions functions, GatewayChild gateway, Clients clients) {
        Rounds rounds = Rounds.of(4, count, () -> gateway.processorTime(GATEWAY), () -> {
            clients.openAndClose(CYCLES);
            allCleanedUp(functions);
            return CYCLES;
        });
        report.time(operation, GATEWAY, rounds, GATEWAY);
        report.row(operation, "reached, a second", rounds.operationsPerSecond());
    }

    private void messages(EmptyFunctions functions, GatewayChild gateway, Clients clients) {
        String operation = "message in, 100 bytes";
        clients.open(SENDERS);
        functions.onMessage(clients::told);
        Rounds rounds =
                Rounds.of(2, count, () -> gateway.processorTime(GATEWAY), () -> clients.sendOneByOne(MESSAGES_EACH));
        clients.closeAll();
        allCleanedUp(functions);
        report.time(operation, GATEWAY, rounds, GATEWAY);
        report.row(operation, "reached, a second", rounds.operationsPerSecond());
    }

    private void pushes(EmptyFunctions functions, GatewayChild gateway, Clients clients) {
        clients.open(RECEIVERS);
        List<String> ids = functions.open();
        try (PushPoster poster = new PushPoster(gateway.pushPort(), 32)) {
            String operation = "push of 100 bytes to one";
            Rounds rounds = Rounds.of(2, count, () -> gateway.processorTime(GATEWAY), () -> {
                long before = clients.received();
                poster.post(SINGLE_PUSHES, number -> PushPoster.single(ids.get(number % ids.size()), TEXT));
                clients.awaitReceived(before, SINGLE_PUSHES);
                return SINGLE_PUSHES;
            });
            report.time(operation, GATEWAY, rounds, GATEWAY);
            report.row(operation, "reached, a second", rounds.operationsPerSecond());
        }
        try (PushPoster poster = new PushPoster(gateway.pushPort(), 2)) {
            String operation = "push to 1,000 in one request, for each of them";
            byte[] batch = PushPoster.batch(ids, TEXT);
            Rounds rounds = Rounds.of(2, count, () -> gateway.processorTime(GATEWAY), () -> {
                long before = clients.received();
                poster.post(BATCHES, number -> batch);
                clients.awaitReceived(before, (long) BATCHES * RECEIVERS);
                return (long) BATCHES * RECEIVERS;
            });
            report.time(operation, GATEWAY, rounds, GATEWAY);
            report.row(operation, "reached, a second", rounds.operationsPerSecond());
        }
        clients.closeAll();
        allCleanedUp(functions);
    }

    private static void allCleanedUp(EmptyFunctions functions) {
        Await.until("all are cleaned up", Duration.ofSeconds(30), () -> functions.openCount() == 0);
    }

    /** Both ends of a connection are on this machine: two sockets each. */
    private void sockets(Clients clients) {
        List<Double> rounds = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            long before = KernelMemory.bytes();
            clients.open(SOCKETS);
            rounds.add((KernelMemory.bytes() - before) / 2.0 / SOCKETS);
            clients.closeAll();
            Pause.of(SOCKETS_GO);
        }
        // The first round warms up.
        report.row("idle connection", "bytes of memory of the kernel", Spread.of(rounds.subList(1, rounds.size())));
    }

    private void pings() {
        String operation = "ping and pong of an idle connection";
        try (EmptyFunctions functions = new EmptyFunctions();
                GatewayChild gateway =
                        new GatewayChild("gateway-with-pings", jar, folder, functions.port(), "--ping=2", "--pong=2");
                Clients clients = new Clients(gateway.port())) {
            clients.openAndClose(PINGED);
            Rounds idle = Rounds.of(1, 1, () -> gateway.processorTime(GATEWAY), () -> elapse(clients));
            clients.open(PINGED);
            Rounds rounds = Rounds.of(1, count, () -> gateway.processorTime(GATEWAY), () -> elapse(clients))
                    .less(idle.last());
            clients.closeAll();
            report.time(operation, GATEWAY, rounds, GATEWAY);
            report.row(operation, "reached, a second", rounds.operationsPerSecond());
        }
    }

    /** The number of pings that arrived meanwhile. */
    private static long elapse(Clients clients) {
        long before = clients.pings();
        Pause.of(PING_TIME);
        return clients.pings() - before;
    }
}
