package scf.websocket.soak.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.soak.Figures;
import scf.websocket.soak.GatewayChild;

/** The gateways with their Redis, disk and database, and the faults of these. For one thread. */
final class Deployment implements AutoCloseable {
    private static final int LEASE_SECONDS = 3;
    private static final int START_SECONDS = 60;
    private static final int NONE = -1;

    private final Figures figures;
    private final Functions functions;
    private final List<GatewayChild> nodes = new ArrayList<>();
    private final List<GatewayChild.Ports> ports;
    private final Pushes pushes;
    private final @Nullable SharedRedis redis;
    private final @Nullable SmallDisk disk;
    private final Random random;

    /** @param ports of the gateways, of which several share a Redis */
    Deployment(
            StormOptions options,
            Path folder,
            List<GatewayChild.Ports> ports,
            Functions functions,
            Pushes pushes,
            Figures figures)
            throws IOException, InterruptedException {
        this.ports = List.copyOf(ports);
        this.pushes = pushes;
        this.figures = figures;
        this.functions = functions;
        this.random = new Random(options.seed());
        this.redis = ports.size() > 1 ? SharedRedis.start(options.redis(), folder) : null;
        Optional<SmallDisk> mounted = options.faults().contains(Fault.DISK_FULL)
                ? SmallDisk.mount(folder.resolve("small-disk"))
                : Optional.empty();
        this.disk = mounted.orElse(null);
        for (int i = 0; i < ports.size(); i++) {
            // The first gateway has its journal on the disk that fills up.
            Path journal = i == 0 && mounted.isPresent()
                    ? mounted.get().folder().resolve("journal")
                    : folder.resolve("journal-" + i);
            List<String> further =
                    redis == null ? List.of() : List.of("--redis=" + redis.url(), "--node-lease=" + LEASE_SECONDS);
            List<String> all = new ArrayList<>(gatewayOptions(functions.port()));
            all.addAll(further);
            nodes.add(new GatewayChild(
                    options.gateway(), Files.createDirectories(folder), journal, ports.get(i), all, Map.of()));
        }
        await(START_SECONDS, "the gateways listen", () -> nodes.stream().allMatch(GatewayChild::comesUp));
    }

    private static List<String> gatewayOptions(int functions) {
        String target = "http://127.0.0.1:" + functions;
        return List.of(
                "--api-id=api-local",
                "--ping=2",
                "--pong=2",
                "--max-message=4096",
                "--max-frame=4096",
                "--register=" + target + "/register",
                "--transmission=" + target + "/transmission",
                "--cleanup=" + target + "/cleanup");
    }

    void strike(Fault fault) throws IOException, InterruptedException {
        long start = System.nanoTime();
        System.err.println(fault.label() + " ...");
        functions.rooms().during(fault.label());
        switch (fault) {
            case NODE_KILLED -> killed(nodes.get(any()));
            case NODE_GONE, NODE_AND_PRIMARY_KILLED -> gone(any(), fault);
            case DATABASE_KILLED -> database(fault, Database.State.DOWN);
            case DATABASE_READ_ONLY -> database(fault, Database.State.READ_ONLY);
            case DATABASE_SLOW -> database(fault, Database.State.SLOW);
            case DISK_FULL -> full(fault);
            case NODE_FROZEN -> frozen(nodes.get(any()), fault);
            case ROLLING_RESTART -> rolling();
            default -> redis(fault);
        }
        figures.add("fault " + fault.label() + ": over after, ms", millisSince(start));
    }

    private int any() {
        return random.nextInt(nodes.size());
    }

    private void killed(GatewayChild node) throws IOException, InterruptedException {
        Set<String> before = new HashSet<>(functions.table());
        long killed = System.nanoTime();
        node.kill();
        node.startAgain();
        await(START_SECONDS, "the gateway listens again", node::comesUp);
        figures.add("restart: clients let in after, ms", millisSince(killed));
        if (nodes.size() == 1) {
            await(
                    60,
                    "what was open is cleaned up",
                    () -> functions.table().stream().noneMatch(before::contains));
            figures.add("restart: rows that the kill left", before.size());
            figures.add("restart: all of them cleaned up after, ms", millisSince(killed));
        }
    }

    private void database(Fault fault, Database.State state) {
        functions.database().is(state);
        rest(fault);
        functions.database().is(Database.State.UP);
    }

    private void full(Fault fault) throws IOException {
        if (disk == null) {
            figures.count("fault disk-full: left out, for this user may not mount");
            return;
        }
        disk.fill();
        rest(fault);
        disk.empty();
    }

    private void frozen(GatewayChild node, Fault fault) throws IOException, InterruptedException {
        node.freeze();
        rest(fault);
        node.thaw();
    }

    private void rolling() throws IOException, InterruptedException {
        for (GatewayChild node : nodes) {
            int exit = node.stopAndStartAgain();
            if (exit != 0 && exit != 143) {
                figures.violation("a gateway that was asked to stop ended with " + exit);
            }
            await(START_SECONDS, "the gateway listens again", node::comesUp);
        }
    }

    /** A gateway is killed, alone or with a primary; the others clean up for it, and it comes back with its journal. */
    private void gone(int gateway, Fault fault) throws IOException, InterruptedException {
        GatewayChild node = nodes.get(gateway);
        boolean isAlone = fault == Fault.NODE_GONE;
        try (Watch watch = watch(gateway)) {
            String id = watch.id(gateway);
            node.kill();
            if (!isAlone) {
                shared().begin(fault);
            }
            watch.cleanedUp(id, "fault " + fault.label() + ": the others have cleaned up after");
            watch.recovered("fault " + fault.label() + ": the others work together after");
            if (!isAlone) {
                shared().end(fault);
            }
        }
        node.startAgain();
        await(START_SECONDS, "the gateway listens again", node::comesUp);
    }

    private Watch watch(int struck) {
        return new Watch(ports, struck, functions, pushes, figures);
    }

    private SharedRedis shared() {
        return Objects.requireNonNull(redis, "several gateways");
    }

    private void redis(Fault fault) throws IOException, InterruptedException {
        try (Watch watch = watch(NONE)) {
            shared().begin(fault);
            rest(fault);
            if (!fault.fits(RedisKind.SINGLE)) {
                watch.recovered("fault " + fault.label() + ": everything works again after");
            }
            long end = System.nanoTime();
            shared().end(fault);
            if (fault != Fault.SLOTS_MOVED) {
                watch.recovered("fault " + fault.label() + ": everything works after its end after", end);
            }
        }
    }

    /** The ids that Redis has in its lists of connections; empty without Redis. */
    Optional<Set<String>> listed() {
        try {
            return redis == null ? Optional.empty() : Optional.of(redis.listed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rest(Fault fault) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(fault.seconds()));
    }

    /** Stops all gateways and waits for their end. Whoever was listed is cleaned up by then. */
    void stop() {
        nodes.forEach(GatewayChild::close);
        for (GatewayChild node : nodes) {
            if (node.exitCode() != 0 && node.exitCode() != 143) {
                figures.violation("a gateway exited with " + node.exitCode());
            }
        }
        listed().filter(ids -> !ids.isEmpty())
                .ifPresent(ids -> figures.violation("connections that no gateway has any more are listed: " + ids));
    }

    private void await(int seconds, String what, BooleanSupplier condition) {
        figures.await(seconds, what, condition);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000L;
    }

    @Override
    public void close() {
        nodes.forEach(GatewayChild::close);
        if (redis != null) {
            redis.close();
        }
        if (disk != null) {
            disk.close();
        }
    }
}
