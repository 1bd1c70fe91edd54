package scf.websocket.bench.capacity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cost of one message to many, for function, database and gateway, and of a sweep over as many. */
final class FanOutCosts {
    private static final List<Integer> RECEIVERS = List.of(10, 100, 1000, 5000);
    /** One push for each, as API Gateway requires. */
    private static final List<Integer> RECEIVERS_ONE_BY_ONE = List.of(10, 100, 1000);

    private static final int DELIVERIES = 100_000;
    private static final int DELIVERIES_ONE_BY_ONE = 30_000;
    private static final int MAX_CALLS = 1000;
    private static final int FIRST_CALLS = 100;
    private static final int FIRST_RECEIVERS = 100;
    private static final String GATEWAY = "gateway";

    private final Path root;
    private final Path folder;
    private final int count;
    private final Report report;
    private final Database database;
    private final ConnectionFiles files;

    FanOutCosts(Path root, Path folder, int rounds, Report report, Database database, ConnectionFiles files) {
        this.root = root;
        this.folder = folder;
        this.count = rounds;
        this.report = report;
        this.database = database;
        this.files = files;
    }

    void measure() {
        try (EmptyFunctions functions = new EmptyFunctions();
                GatewayChild gateway = new GatewayChild(
                        "gateway-of-fan-out",
                        root.resolve("gateway/target/gateway.jar"),
                        folder,
                        functions.port(),
                        "--ping=3600",
                        "--idle=7200");
                Clients clients = new Clients(gateway.port());
                FunctionChild batches = transmission(gateway, true);
                FunctionChild singles = transmission(gateway, false)) {
            for (int receivers : RECEIVERS) {
                Path ids = fill(receivers + 1, functions, clients);
                messages(receivers, "1,000 a request", DELIVERIES, ids, batches, gateway, clients);
                if (receivers == FIRST_RECEIVERS) {
                    firstCalls(ids, gateway);
                }
                if (RECEIVERS_ONE_BY_ONE.contains(receivers)) {
                    messages(receivers, "1 a request", DELIVERIES_ONE_BY_ONE, ids, singles, gateway, clients);
                }
            }
            sweep(gateway);
            clients.closeAll();
        }
    }

    private FunctionChild transmission(GatewayChild gateway, boolean extended) {
        return new FunctionChild(
                root.resolve("transmission-fn/target/transmission-fn.jar"),
                "scf.websocket.transmission.TransmissionFunction",
                environment(gateway, extended));
    }

    private Map<String, String> environment(GatewayChild gateway, boolean extended) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("PUSH_URL", "http://127.0.0.1:" + gateway.pushPort() + "/api-local");
        environment.put("PUSH_EXTENDED", String.valueOf(extended));
        return environment;
    }

    /** Connects this many clients, and fills the table with exactly these. */
    private Path fill(int connections, EmptyFunctions functions, Clients clients) {
        clients.open(connections - clients.size());
        Path ids = files.write(functions.open());
        database.clear();
        try (FunctionChild register = new FunctionChild(
                root.resolve("register-fn/target/register-fn.jar"),
                "scf.websocket.register.RegisterFunction",
                database.environment())) {
            register.call(connections, "connecting", ids);
        }
        return ids;
    }

    private void messages(
            int receivers,
            String pushes,
            int deliveries,
            Path ids,
            FunctionChild function,
            GatewayChild gateway,
            Clients clients) {
        int calls = Math.min(MAX_CALLS, deliveries / receivers);
        Rounds rounds = Rounds.of(
                receivers < 1000 ? 4 : 1,
                count,
                () -> function.counts().and(database.counts()).and(gateway.processorTime(GATEWAY)),
                () -> {
                    long before = clients.received();
                    function.call(calls, "data-send", ids);
                    clients.awaitReceived(before, (long) calls * receivers);
                    return calls;
                });
        List<Spread> figures = Stream.of(FunctionChild.TIME, FunctionChild.ELAPSED, Database.TIME, GATEWAY)
                .map(counter -> rounds.per(counter).times(Report.MILLIS))
                .toList();
        report.fanOut(receivers, pushes, figures, Commands.per(rounds));
    }

    private void firstCalls(Path ids, GatewayChild gateway) {
        List<Rounds.Round> first = new ArrayList<>();
        List<Rounds.Round> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (FunctionChild function = transmission(gateway, true)) {
                first.add(calls(function, 1, ids));
                next.add(calls(function, FIRST_CALLS - 1, ids));
            }
        }
        String to = " to " + FIRST_RECEIVERS;
        report.function("message" + to + ", first call of an instance", new Rounds(first));
        report.function("message" + to + ", calls 2 to " + FIRST_CALLS, new Rounds(next));
    }

    private static Rounds.Round calls(FunctionChild function, int calls, Path ids) {
        return Rounds.of(0, 1, function::counts, () -> function.call(calls, "data-send", ids))
                .last();
    }

    private void sweep(GatewayChild gateway) {
        long rows = database.rows();
        Path unused = files.write(List.of("none"));
        try (FunctionChild sweep = new FunctionChild(
                root.resolve("cleanup-fn/target/cleanup-fn.jar"),
                "scf.websocket.cleanup.SweepFunction",
                environment(gateway, true))) {
            Rounds rounds = Rounds.of(1, count, () -> function(sweep).and(gateway.processorTime(GATEWAY)), () -> {
                database.age();
                return sweep.call(1, "timer", unused);
            });
            String operation = "sweep that asks about " + Report.number((double) rows) + " old rows";
            report.function(operation, rounds);
            report.row(operation, "statements, this bench's update among them", Commands.per(rounds));
        }
    }

    private Counts function(FunctionChild function) {
        return function.counts().and(database.counts());
    }
}
