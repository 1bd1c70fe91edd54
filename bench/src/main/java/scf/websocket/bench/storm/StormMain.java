package scf.websocket.bench.storm;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Arguments: seconds, clients, seed, gateway jar, folder to work in. Exits with 1 if anything did not hold. */
public final class StormMain {
    private static final int SETTLE_SECONDS = 60;

    private StormMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        int clients = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[4])), "run");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Figures figures = new Figures();
        int port = freePort();
        int pushPort = freePort();
        Pushes pushes = new Pushes(pushPort, figures);
        Functions functions = new Functions(pushes, figures, seed);
        GatewayChild gateway = new GatewayChild(Path.of(arguments[3]), folder, port, pushPort, functions.port());
        try (functions;
                gateway) {
            await(30, figures, "the gateway listens", () -> gateway.accepts(port));
            Phase phase = new Phase();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Thread thread = new Thread(new StormClient(port, i, seed, phase, figures), "client-" + i);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            kicks(seconds * 500L, functions, pushes, new Random(seed + 1));
            restart(gateway, port, functions, figures);
            kicks(seconds * 500L, functions, pushes, new Random(seed + 2));
            functions.stopFailing();
            phase.settle();
            long calm = System.nanoTime();
            await(SETTLE_SECONDS, figures, "the table has the open sockets and nothing else", () -> {
                Set<String> open = phase.open();
                return open.size() == (clients + 1) / 2
                        && open.equals(new HashSet<>(functions.owners()))
                        && open.size() == functions.table().size();
            });
            figures.add("settled after, ms", millisSince(calm));
            figures.add("open sockets at the end", phase.open().size());
            figures.add("rows of the table at the end", functions.table().size());
            phase.finish();
            for (Thread thread : threads) {
                thread.join(20_000);
            }
            await(30, figures, "the table is empty", () -> functions.table().isEmpty());
            gateway.close();
            functions.checkEnds();
        }
        if (gateway.exitCode() != 0 && gateway.exitCode() != 143) {
            figures.violation("the gateway exited with " + gateway.exitCode());
        }
        System.out.println("Storm of " + seconds + " s, " + clients + " clients at a time, seed " + seed);
        figures.print();
        System.exit(figures.clean() ? 0 : 1);
    }

    private static void restart(GatewayChild gateway, int port, Functions functions, Figures figures)
            throws IOException, InterruptedException {
        Set<String> before = new HashSet<>(functions.table());
        long killed = System.nanoTime();
        gateway.killAndStartAgain();
        await(30, figures, "the gateway listens again", () -> gateway.accepts(port));
        figures.add("restart: clients let in after, ms", millisSince(killed));
        await(
                60,
                figures,
                "what was open is cleaned up",
                () -> functions.table().stream().noneMatch(before::contains));
        figures.add("restart: rows that the kill left", before.size());
        figures.add("restart: all of them cleaned up after, ms", millisSince(killed));
    }

    private static void kicks(long millis, Functions functions, Pushes pushes, Random random) {
        long start = System.nanoTime();
        while (millisSince(start) < millis) {
            List<String> ids = functions.table();
            if (!ids.isEmpty()) {
                pushes.kick(ids.get(random.nextInt(ids.size())));
            }
            LockSupport.parkNanos((100 + random.nextInt(300)) * 1_000_000L);
        }
    }

    private static void await(int seconds, Figures figures, String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (millisSince(start) > seconds * 1000L) {
                figures.violation("not within " + seconds + " s: " + what);
                return;
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000L;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
