package scf.websocket.gateway.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import scf.websocket.event.DataType;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** Three nodes, a bus and a function with its database, in simulated time. Everything follows from the seed. */
final class SimulatedCluster {
    static final GroupKey ROOM = new GroupKey("api", "room");

    private static final int NODES = 3;
    private static final GatewayMetrics METRICS = new GatewayMetrics();

    final Random random;
    final SimulatedTime time = new SimulatedTime();
    final SimulatedStore store;
    final SimulatedBus bus;
    final List<SimulatedBus.End> ends = new ArrayList<>();
    final List<SimulatedMember> members = new ArrayList<>();
    final AtomicInteger tails = new AtomicInteger();
    final AtomicLong bytes = new AtomicLong();
    private final List<TailNode> nodes = new ArrayList<>();
    private final List<Runnable> leaves = new ArrayList<>();

    SimulatedCluster(long seed) {
        random = new Random(seed);
        store = new SimulatedStore(time, random);
        bus = new SimulatedBus(time, random);
        for (int i = 0; i < NODES; i++) {
            SimulatedBus.End end = bus.end();
            TailLane.Node shared = new TailLane.Node(
                    end, new PullQueue(time, store), new LostQueue(time), random, METRICS, tails, 100);
            TailNode node = new TailNode(
                    List.of(new TailLane(time, new TailMemory(bytes, 1 << 20, () -> {}), shared)), end, METRICS);
            end.listen(node);
            ends.add(end);
            nodes.add(node);
        }
    }

    private TailNode anyNode() {
        return nodes.get(random.nextInt(NODES));
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    /** A function stores a message and sends it, unless it dies in between. */
    void publish(double dies) {
        TailMessage message = store.commit();
        if (random.nextDouble() >= dies) {
            time.schedule(() -> anyNode().send(ROOM, perhapsPart(message)), upTo(400));
        }
    }

    private TailMessage perhapsPart(TailMessage message) {
        return switch (random.nextInt(10)) {
            case 0 -> message.withoutData();
            case 1 -> new TailMessage(message.epoch(), message.seq(), message.text(), null);
            case 2 -> new TailMessage(message.epoch(), message.seq(), null, message.binary());
            default -> message;
        };
    }

    /** A function reads the position, and answers with the join. */
    SimulatedMember join() {
        SimulatedMember client = new SimulatedMember(
                "member " + members.size(),
                random.nextBoolean() ? DataType.TEXT : DataType.BINARY,
                store.epoch(),
                store.top());
        members.add(client);
        TailNode node = anyNode();
        TailMember member = client.member();
        Duration arrival = upTo(300);
        time.schedule(() -> node.join(ROOM, member), arrival);
        leaves.add(() -> time.schedule(
                () -> {
                    client.leave();
                    node.leave(ROOM, member);
                },
                arrival.plusMillis(1)));
        return client;
    }

    void leave() {
        if (!leaves.isEmpty()) {
            leaves.remove(random.nextInt(leaves.size())).run();
        }
    }

    void leaveAll() {
        while (!leaves.isEmpty()) {
            leave();
        }
    }

    void cutOrRestore() {
        SimulatedBus.End end = ends.get(random.nextInt(NODES));
        if (end.isCut()) {
            end.restore();
        } else {
            end.cut();
        }
    }

    /** Everything works again. */
    void heal() {
        ends.forEach(SimulatedBus.End::restore);
        bus.losses = 0;
        store.fails = false;
        store.flaws = 0;
    }

    void assertAllHaveEverything() {
        for (SimulatedMember member : members) {
            if (member.isLive()) {
                assertThat(member.position()).as("position of %s", member).isEqualTo(store.epoch() + ":" + store.top());
            }
        }
    }
}
