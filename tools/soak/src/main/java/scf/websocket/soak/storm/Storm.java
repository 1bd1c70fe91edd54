package scf.websocket.soak.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import scf.websocket.soak.Figures;
import scf.websocket.soak.GatewayChild;
import scf.websocket.testing.process.FreePorts;

/** One storm, from the first client to the last cleanup. */
final class Storm {
    private static final int SETTLE_SECONDS = 60;

    private final StormOptions options;
    private final Path folder;
    private final Figures figures = new Figures();

    Storm(StormOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** @return what happened */
    Figures run() throws IOException, InterruptedException {
        List<GatewayChild.Ports> ports = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            ports.add(new GatewayChild.Ports(FreePorts.take(), FreePorts.take()));
        }
        Pushes pushes =
                new Pushes(ports.stream().map(GatewayChild.Ports::pushes).toList(), figures);
        Rooms rooms = new Rooms(options.clients(), pushes, figures);
        try (Functions functions = new Functions(pushes, rooms, figures, options.seed());
                Deployment deployment = new Deployment(options, folder, ports, functions, pushes, figures)) {
            Phase phase = new Phase();
            List<Thread> clients = clients(ports, functions, phase);
            long calm = options.seconds() * 1000L / (options.faults().size() + 1);
            Random random = new Random(options.seed() + 1);
            kicks(calm, functions, pushes, random);
            for (Fault fault : options.faults()) {
                deployment.strike(fault);
                kicks(calm, functions, pushes, random);
            }
            functions.stopFailing();
            phase.settle();
            settle(deployment, functions, phase);
            phase.finish();
            for (Thread client : clients) {
                client.join(20_000);
            }
            figures.await(30, "the table is empty", () -> functions.table().isEmpty());
            deployment.stop();
            functions.checkEnds();
        }
        return figures;
    }

    private List<Thread> clients(List<GatewayChild.Ports> ports, Functions functions, Phase phase) {
        int[] all = ports.stream().mapToInt(GatewayChild.Ports::clients).toArray();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.clients(); i++) {
            Thread thread = new Thread(
                    new StormClient(all, functions, functions.rooms(), i, options, phase, figures), "client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void settle(Deployment deployment, Functions functions, Phase phase) {
        long calm = System.nanoTime();
        figures.await(SETTLE_SECONDS, "the table has the open sockets and nothing else", () -> {
            Set<String> open = phase.open();
            return open.size() == (options.clients() + 1) / 2
                    && open.equals(new HashSet<>(functions.owners()))
                    && open.size() == functions.table().size();
        });
        figures.await(
                SETTLE_SECONDS,
                "every member of a room has its last message",
                () -> functions.rooms().laggards().isEmpty());
        functions.rooms().laggards().forEach(figures::violation);
        figures.await(
                SETTLE_SECONDS,
                "the lists in Redis have the open connections and nothing else",
                () -> deployment
                        .listed()
                        .map(ids -> ids.equals(new HashSet<>(functions.table())))
                        .orElse(true));
        figures.add("settled after, ms", (System.nanoTime() - calm) / 1_000_000L);
        figures.add("open sockets at the end", phase.open().size());
        figures.add("rows of the table at the end", functions.table().size());
    }

    private static void kicks(long millis, Functions functions, Pushes pushes, Random random) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            List<String> ids = functions.table();
            if (!ids.isEmpty()) {
                pushes.kick(ids.get(random.nextInt(ids.size())));
            }
            LockSupport.parkNanos((100 + random.nextInt(300)) * 1_000_000L);
        }
    }
}
