package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** Groups over three real gateway processes while a node is killed, Redis restarts, and members come and go. */
class ClusterGroupProof {
    /** Each with a join and a leave. */
    private static final int GROUPS_PER_SECOND = 100;

    private static final int SECONDS = 25;

    /** A group is left after so many further joins. */
    private static final int MEMBERSHIP_CHANGES = 20;

    private final FunctionServer functions = new FunctionServer();
    private final List<TestClient> clients = new ArrayList<>();
    private int sent;

    @Test
    void everyMemberGetsEachMessageOnceBeforeAndAfterFailures() throws InterruptedException {
        try (RedisProcess redis = new RedisProcess();
                GatewayProcess a = node("groups-a", redis);
                GatewayProcess b = node("groups-b", redis);
                GatewayProcess c = node("groups-c", redis)) {
            for (int i = 0; i < 10; i++) {
                for (GatewayProcess node : List.of(a, b, c)) {
                    clients.add(TestClient.connect(node.uri()));
                }
            }
            List<String> ids = functions.registers().stream()
                    .map(event ->
                            event.path("websocket").path("secConnectionID").asText())
                    .toList();
            assertThat(a.push(membership("join", "room", ids)).body()).endsWith("\"gone\":[],\"failed\":[]}");
            eachGetsOne(List.of(a, b, c), clients);

            changeMembers(a, ids);
            eachGetsOne(List.of(a, b, c), clients);

            redis.stop();
            Await.until("the nodes notice", () -> !isReady(a) && !isReady(b) && !isReady(c));
            redis.restart();
            Await.until("the nodes are back", () -> isReady(a) && isReady(b) && isReady(c));
            // A join is acknowledged once the node is subscribed again.
            Await.until(
                    "subscribed",
                    () -> a.push(membership("join", "room", ids)).body().endsWith("\"gone\":[],\"failed\":[]}"));
            eachGetsOne(List.of(a, b, c), clients);

            List<TestClient> survivors = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                if (i % 3 != 2) {
                    survivors.add(clients.get(i));
                }
            }
            c.kill();
            eachGetsOne(List.of(a, b), survivors);
        } finally {
            clients.forEach(TestClient::close);
            functions.close();
        }
    }

    /** One message to the group and one to everybody from each node; a second copy would precede the last message. */
    private void eachGetsOne(List<GatewayProcess> nodes, List<TestClient> members) {
        List<String> expected = new ArrayList<>();
        for (GatewayProcess node : nodes) {
            for (String group : List.of("room", "*")) {
                String text = "m" + sent++;
                expected.add(text);
                assertThat(node.push(send(group, text)).body()).endsWith("\"failed\":0,\"forwarded\":true}");
            }
        }
        for (GatewayProcess node : nodes) {
            String last = "end" + sent++;
            expected.add(last);
            node.push(send("room", last));
        }
        for (TestClient member : members) {
            Await.until("all messages", () -> member.texts().containsAll(expected));
            assertThat(member.texts()).doesNotHaveDuplicates();
        }
    }

    /** Each change joins a new group and leaves an older one, so that subscriptions would pile up if none ended. */
    private void changeMembers(GatewayProcess node, List<String> ids) throws InterruptedException {
        AtomicInteger changes = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> wrong = new CopyOnWriteArrayList<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(
                    () -> {
                        int change = changes.incrementAndGet();
                        change("join", change, node, ids, wrong);
                        change("leave", change - MEMBERSHIP_CHANGES, node, ids, wrong);
                        if (change % 100 == 0) {
                            most.accumulateAndGet(subscriptions(node), Math::max);
                        }
                    },
                    0,
                    1_000_000L / GROUPS_PER_SECOND,
                    TimeUnit.MICROSECONDS);
            Await.until("all changes", Duration.ofMinutes(2), () -> changes.get() >= SECONDS * GROUPS_PER_SECOND);
        } finally {
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(wrong).isEmpty();
        assertThat(most.get())
                .as("those of the last ten seconds, of %d", changes.get())
                .isBetween(GROUPS_PER_SECOND, changes.get() * 3 / 4);
        for (int change = changes.get() - MEMBERSHIP_CHANGES; change <= changes.get(); change++) {
            change("leave", change, node, ids, wrong);
        }
        Await.until("the room's subscription alone is left", Duration.ofSeconds(30), () -> subscriptions(node) == 1);
    }

    private static void change(String action, int number, GatewayProcess node, List<String> ids, List<String> wrong) {
        String id = ids.get(Math.floorMod(number, ids.size()));
        String answer = node.push(membership(action, "g" + number, List.of(id))).body();
        if (!answer.endsWith("\"gone\":[],\"failed\":[]}")) {
            wrong.add(answer);
        }
    }

    private static int subscriptions(GatewayProcess node) {
        return node.metrics()
                .lines()
                .filter(line -> line.startsWith("gateway_group_subscriptions "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private GatewayProcess node(String name, RedisProcess redis) {
        return GatewayProcess.start(name, functions, "--redis=" + redis.url());
    }

    private static boolean isReady(GatewayProcess gateway) {
        return gateway.metrics().contains("gateway_redis_ready 1.0");
    }

    private static String membership(String action, String group, List<String> ids) {
        return "{\"websocket\":{\"action\":\"" + action + "\",\"group\":\"" + group + "\",\"secConnectionIDs\":[\""
                + String.join("\",\"", ids) + "\"]}}";
    }

    private static String send(String group, String text) {
        return "{\"websocket\":{\"action\":\"data send\",\"group\":\"" + group + "\",\"dataType\":\"text\",\"data\":\""
                + text + "\"}}";
    }
}
