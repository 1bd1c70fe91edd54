package scf.websocket.soak.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.RedisChild;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.FreePorts;

/**
 * Fifty gateways share a Redis: they see each other, lose five at once, and clean up. What a gateway costs Redis does not
 * grow with their number. Prints the table that {@code docs/scale.md} has. Takes minutes, most of them to start gateways.
 */
@Timeout(1800)
class NodesProof {
    private static final List<Integer> SIZES = List.of(2, 10, 50);
    private static final int LOST = 5;
    private static final int CLIENTS = 2;
    private static final int AT_ONCE = 4;
    /** On a busy machine. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration MEASURED = Duration.ofSeconds(15);

    /** Ticks until all have the same view: the version of the nodes was new, and nobody is late. */
    private static final Duration SETTLES = Duration.ofSeconds(4);

    private final List<Member> members = new ArrayList<>();

    @Test
    void fiftyGatewaysLoseFiveAtOnce(@TempDir Path folder) throws Exception {
        try (CountingFunctions functions = new CountingFunctions();
                RedisChild redis = new RedisChild(folder, FreePorts.take())) {
            try {
                List<Double> costs = new ArrayList<>();
                for (int size : SIZES) {
                    grow(size, folder, redis, functions);
                    everyoneReachesTheNext();
                    costs.add(measure(redis));
                }
                loseSome(redis, functions);
                everyoneReachesTheNext();
                costs.add(measure(redis));

                assertThat(costs).as("commands a node and second").allMatch(cost -> cost <= costs.get(0) * 1.25);
            } finally {
                for (Member member : members) {
                    member.kill();
                }
            }
        }
    }

    private void grow(int size, Path folder, RedisChild redis, CountingFunctions functions) throws Exception {
        while (members.size() < size) {
            List<Member> starting = new ArrayList<>();
            for (int i = 0; i < AT_ONCE && members.size() < size; i++) {
                Path own = Files.createDirectory(folder.resolve("gateway-" + members.size()));
                Member member = new Member(own, redis.url(), functions);
                starting.add(member);
                members.add(member);
            }
            for (Member member : starting) {
                Await.until("ready", START, member::isReady);
                for (int i = 0; i < CLIENTS; i++) {
                    member.open(functions);
                }
            }
        }
    }

    private void everyoneReachesTheNext() throws IOException {
        for (int i = 0; i < members.size(); i++) {
            Member next = members.get((i + 1) % members.size());
            for (String id : next.ids()) {
                assertThat(members.get(i).push(id)).isEqualTo(200);
            }
        }
    }

    private double measure(RedisChild redis) throws IOException {
        LockSupport.parkNanos(SETTLES.toNanos());
        long commands = redis.commands();
        double processor = redis.processorSeconds();
        long began = System.nanoTime();
        LockSupport.parkNanos(MEASURED.toNanos());
        double nodeSeconds = members.size() * (System.nanoTime() - began) / 1e9;
        double cost = (redis.commands() - commands) / nodeSeconds;
        System.out.printf(
                Locale.ROOT,
                "| %d | %.1f | %.2f |%n",
                members.size(),
                cost,
                (redis.processorSeconds() - processor) * 1000 / nodeSeconds);
        return cost;
    }

    private void loseSome(RedisChild redis, CountingFunctions functions) throws Exception {
        List<Member> lost = new ArrayList<>(members.subList(0, LOST));
        members.removeAll(lost);
        long began = System.nanoTime();
        for (Member member : lost) {
            member.kill();
        }
        List<String> theirs =
                lost.stream().flatMap(member -> member.ids().stream()).toList();
        Await.until(
                "all cleaned up",
                Duration.ofSeconds(60),
                () -> functions.cleaned().containsAll(theirs));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.printf(Locale.ROOT, "cleaned up %.1f s after the loss of %d%n", millis / 1000.0, LOST);
        Await.until("their lists are gone", () -> redis.keys("*open:*") == members.size());

        assertThat(functions.cleaned()).as("each once, and no others").containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(members.get(0).push(theirs.get(0)))
                .as("a connection of a lost gateway")
                .isNotEqualTo(200);
    }
}
